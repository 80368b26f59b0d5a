package dev.parlando.audio.sink;

/**
 * Hands on what a line last said about its position, and when.
 *
 * <p>Threading: one thread sets it, one other takes it; both at any time, without waiting.
 */
final class LineReading {
    private static final long NONE = 0;

    private long position;
    private boolean moved;
    private volatile long nanosOrNone;

    private long takenNanos;
    private long takenPosition;
    private boolean takenMoved;

    /** Sets it, unless the last one has not been taken yet. */
    void offer(long newPosition, long nanos, boolean hasMoved) {
        if (nanosOrNone == NONE) {
            position = newPosition;
            moved = hasMoved;
            nanosOrNone = nanos == NONE ? 1 : nanos;
        }
    }

    /** Takes what is new; returns whether there was something. */
    boolean take() {
        takenNanos = nanosOrNone;
        if (takenNanos == NONE) {
            return false;
        }
        takenPosition = position;
        takenMoved = moved;
        nanosOrNone = NONE;
        return true;
    }

    long nanos() {
        return takenNanos;
    }

    long position() {
        return takenPosition;
    }

    boolean moved() {
        return takenMoved;
    }
}
