package dev.parlando.audio.sink;

/**
 * A mailbox for the last position that a line reported, with its time.
 *
 * <p>Threading: one thread offers readings and another one takes them, at any time and without waiting.
 */
final class LinePosition {
    private static final long NONE = 0;

    private long publishedPosition;
    private boolean publishedMoved;
    private long publishedStep;
    private volatile long nanosOrNone;

    private long polledNanos;
    private long polledPosition;
    private boolean polledMoved;
    private long polledStep;

    /**
     * Stores a reading, unless the previous one was not taken yet.
     *
     * @param hasMoved whether the line made a step at this time
     * @param step the usual length of its steps, or 0 if it is unknown
     * @return whether the reading was stored
     */
    boolean publish(long newPosition, long nanos, boolean hasMoved, long step) {
        boolean free = nanosOrNone == NONE;
        if (free) {
            publishedPosition = newPosition;
            publishedMoved = hasMoved;
            publishedStep = step;
            nanosOrNone = nanos == NONE ? 1 : nanos;
        }
        return free;
    }

    /** Removes the stored reading and makes it available to the getters. Returns whether there was one. */
    boolean poll() {
        polledNanos = nanosOrNone;
        if (polledNanos == NONE) {
            return false;
        }
        polledPosition = publishedPosition;
        polledMoved = publishedMoved;
        polledStep = publishedStep;
        nanosOrNone = NONE;
        return true;
    }

    long nanos() {
        return polledNanos;
    }

    long position() {
        return polledPosition;
    }

    boolean moved() {
        return polledMoved;
    }

    long step() {
        return polledStep;
    }
}
