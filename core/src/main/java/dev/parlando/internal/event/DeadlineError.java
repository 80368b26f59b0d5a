package dev.parlando.internal.event;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import java.time.Duration;

/** The error of an utterance that was not over within its deadline. Stateless. */
public final class DeadlineError {
    private DeadlineError() {}

    /** Returns the error for a deadline. */
    public static TransportException of(Duration limit) {
        return new TransportException(
                "the utterance was not over within its deadline of " + limit.toMillis() + " ms",
                null,
                RequestProgress.PROCESSED,
                TimeoutPhase.DEADLINE);
    }
}
