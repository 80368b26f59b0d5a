package dev.parlando.credentials;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * State of the API key that an engine uses. It never exposes the key itself.
 *
 * <p>Threading: safe for use from any thread; no method blocks.
 */
public interface Credentials {
    /** Returns the fingerprint of the key that the next request carries; null if requests carry none. */
    @Nullable
    String fingerprint();

    /**
     * Queries the provider immediately instead of at the next interval.
     *
     * @return completes when the provider's keys are in use; also completes if the provider fails, which is reported to
     *     the listeners. It completes on the {@link dev.parlando.SpeechEngineBuilder#callbackExecutor}.
     */
    CompletionStage<Void> refresh();

    /** Adds a listener for future key events. */
    void addListener(KeyListener listener);

    /** Removes a listener; it may still receive earlier events. */
    void removeListener(KeyListener listener);

    /** Returns the number of events that were dropped because the listeners were too slow; see {@link KeyListener}. */
    long droppedEvents();
}
