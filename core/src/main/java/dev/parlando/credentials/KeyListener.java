package dev.parlando.credentials;

import dev.parlando.error.ParlandoException;

/**
 * Hears what happens to the keys of an engine; implemented by users. No event holds a secret.
 *
 * <p>Threading: all calls come one at a time and in order from the thread {@code parlando-events}. What a listener throws is
 * logged and otherwise ignored.
 */
public interface KeyListener {
    /** Is told that new requests carry another key. */
    default void onKeyChanged(KeyChange change) {}

    /** Is told, once for each key, that the service does not take it any more. */
    default void onKeyRejected(KeyRejection rejection) {}

    /** Is told that the provider failed, once until it works again; the keys of before stay in use. */
    default void onProviderFailed(ParlandoException error) {}
}
