package dev.parlando.internal.event;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import java.time.Duration;

/** The time limit of a whole call. Stateless. */
public final class Deadline {
    private Deadline() {}

    /** Returns the error of an utterance that was not over within its deadline. */
    public static TransportException error(Duration limit) {
        return new TransportException(
                "the utterance was not over within its deadline of " + limit.toMillis() + " ms",
                null,
                RequestProgress.PROCESSED,
                TimeoutPhase.DEADLINE);
    }

    /** Returns the rest of a deadline for another attempt, in whole milliseconds and at least one. */
    public static Duration rest(Duration limit, long elapsedNanos) {
        return Duration.ofMillis(Math.max(1, limit.minusNanos(elapsedNanos).toMillis()));
    }
}
