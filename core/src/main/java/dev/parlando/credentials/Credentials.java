package dev.parlando.credentials;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Shows which key an engine uses, and never the key itself.
 *
 * <p>Threading: safe for use from any thread; no method blocks.
 */
public interface Credentials {
    /** Returns the fingerprint of the key that the next request carries; null if it carries none. */
    @Nullable
    String fingerprint();

    /**
     * Asks the provider at once, rather than when it is due, since its keys are known to have changed; completes when its
     * answer is in force. A provider that fails is told to the listeners.
     */
    CompletionStage<Void> refresh();

    /** Adds somebody who is told what happens to the keys. */
    void addListener(KeyListener listener);

    /** Removes a listener; it may hear of what happened before. */
    void removeListener(KeyListener listener);
}
