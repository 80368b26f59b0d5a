package dev.parlando.spring.boot;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.telemetry.AttemptEnded;
import dev.parlando.telemetry.EngineListener;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Listener that keeps the last refusal of the service, and whether the key was rejected since a request was accepted.
 *
 * <p>Threading: written by the thread of events, read by any thread.
 */
final class RefusalRecorder implements EngineListener {
    private volatile @Nullable Refusal last;
    private volatile boolean keyRejected;

    /** A refusal of the service. */
    record Refusal(Instant time, ParlandoException error) {}

    @Override
    public void onAttemptEnded(AttemptEnded event) {
        ParlandoException failure = event.attempt().failure();
        if (failure == null) {
            keyRejected = false;
        } else if (failure instanceof AuthenticationException refused && refused.isKeyRejected()) {
            keyRejected = true;
        }
        if (failure instanceof RequestRejectedException || failure instanceof CapacityException) {
            last = new Refusal(Instant.now(), failure);
        }
    }

    @Nullable
    Refusal last() {
        return last;
    }

    boolean isKeyRejected() {
        return keyRejected;
    }
}
