package dev.parlando.examples.offline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets a limited number of requests work at once and makes the rest wait their turn, as the service does.
 *
 * <p>A request is in flight from its arrival to its end. While it works it holds a turn; while its client does not read
 * it gives the turn up, so that clients that stand still never keep others out. Threading: confined to the event loop.
 */
final class RequestGate {
    /** How many requests work at once. */
    static final int MAX_RUNNING = 10;
    /** How many more may be in flight before the next is refused. */
    static final int MAX_WAITING = 100;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int inFlight;
    private int running;

    /**
     * Counts a new request.
     *
     * @return how many are in flight, this one included
     * @throws Refusal if there are too many
     */
    int enter() {
        if (inFlight >= MAX_RUNNING + MAX_WAITING) {
            throw Refusal.of(
                    429,
                    "rate_limit_error",
                    "concurrent_limit_exceeded",
                    "too_many_concurrent_requests",
                    "Too many concurrent requests: " + MAX_RUNNING + " run at once and " + MAX_WAITING
                            + " are waiting.",
                    null);
        }
        return ++inFlight;
    }

    /** Ends a request that {@link #enter} has counted. */
    void leave() {
        inFlight--;
    }

    /** Calls {@code turn} when the request may work, perhaps at once. */
    void takeTurn(Runnable turn) {
        if (running < MAX_RUNNING) {
            running++;
            turn.run();
        } else {
            waiting.add(turn);
        }
    }

    /** Gives a turn back, so that the one who has waited longest can work. */
    void endTurn() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        } else {
            next.run();
        }
    }
}
