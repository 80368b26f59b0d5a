package dev.parlando.credentials;

import dev.parlando.error.ParlandoException;

/**
 * Receives events about the keys of an engine; implemented by users. No event contains a secret.
 *
 * <p>Threading: the thread {@code parlando-events} makes all calls one at a time and in order. The first exception
 * thrown by a listener is logged, and none has another effect. If the listeners are more than 10,000 events behind, the oldest are
 * dropped. {@link Credentials#droppedEvents} counts them.
 */
public interface KeyListener {
    /** Called when new requests start to carry another key. */
    default void onKeyChanged(KeyChange change) {}

    /** Called once for each key that the service no longer accepts. */
    default void onKeyRejected(KeyRejection rejection) {}

    /** Called when the provider starts to fail, once until it succeeds again; the previous keys stay in use. */
    default void onProviderFailed(ParlandoException error) {}
}
