package dev.parlando.audio.sink;

/**
 * Hands on what a line last said about its position, and when.
 *
 * <p>Threading: one thread sets it, one other takes it; both at any time, without waiting.
 */
final class LinePosition {
    private static final long NONE = 0;

    private long publishedPosition;
    private boolean publishedMoved;
    private volatile long nanosOrNone;

    private long polledNanos;
    private long polledPosition;
    private boolean polledMoved;

    /** Sets it, unless the last one has not been taken yet. */
    void publish(long newPosition, long nanos, boolean hasMoved) {
        if (nanosOrNone == NONE) {
            publishedPosition = newPosition;
            publishedMoved = hasMoved;
            nanosOrNone = nanos == NONE ? 1 : nanos;
        }
    }

    /** Takes what is new; returns whether there was something. */
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
