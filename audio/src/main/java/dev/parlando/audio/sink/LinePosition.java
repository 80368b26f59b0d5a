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
    private volatile long nanosOrNone;

    private long polledNanos;
    private long polledPosition;
    private boolean polledMoved;

    /** Stores a reading, unless the previous one was not taken yet. */
    void publish(long newPosition, long nanos, boolean hasMoved) {
        if (nanosOrNone == NONE) {
            publishedPosition = newPosition;
            publishedMoved = hasMoved;
            nanosOrNone = nanos == NONE ? 1 : nanos;
        }
    }

    /** Removes the stored reading and makes it available to the getters. Returns whether there was one. */
    boolean poll() {
        polledNanos = nanosOrNone;
        if (polledNanos == NONE) {
            return false;
        }
        polledPosition = publishedPosition;
        polledMoved = publishedMoved;
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
}
