package dev.parlando.audio.sink;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox between the owner of a line and the line thread: requests in one direction, results in the other.
 *
 * <p>Threading: the owner writes the requests and the line thread the results; each field has one writer, which its
 * section names. Neither thread waits in a method of this class. A plain field is published by the volatile field
 * written after it.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each counter is written by one thread
final class LineMailbox {
    /** The maximum delay of a line after its position. Up to 5 ms were measured (PulseAudio's null sink). */
    private static final long OUTPUT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /** A line that was opened and started. Immutable; published once. */
    record RunningLine(OpenLine openLine, ByteRing ring, int primedAudioFrames) {}

    /**
     * The result of a flush. Immutable.
     *
     * @param request the number of the newest request that the flush answers
     * @param positionAudioFrames the position of the line just before the flush
     * @param nanos the time of that position
     * @param unsentBytes the number of bytes that the line never received
     * @param preferredDevice whether the system would still have chosen this device
     */
    record FlushResult(int request, long positionAudioFrames, long nanos, int unsentBytes, boolean preferredDevice) {}

    // Requests, written by the owner.
    private volatile int flushRequests;
    private long watchUntilNanos;
    private volatile int watchRequests;
    private volatile long playsUntilNanos;
    private long closeAtNanos;
    private volatile boolean closeRequested;
    private volatile @Nullable Thread waiter;

    // Results, written by the line thread.
    private volatile LineState state = LineState.OPENING;
    private volatile @Nullable RunningLine running;
    private volatile @Nullable FlushResult flushResult;
    private volatile @Nullable RuntimeException failure;

    private final LinePosition position = new LinePosition();

    LineMailbox(long nowNanos) {
        playsUntilNanos = nowNanos;
    }

    /** Returns the mailbox for positions, which the line thread publishes and the owner polls. */
    LinePosition position() {
        return position;
    }

    /** Requests a flush. The owner must then wake the thread. */
    void requestFlush() {
        flushRequests = flushRequests + 1;
    }

    int flushRequests() {
        return flushRequests;
    }

    void setFlushResult(FlushResult result) {
        flushResult = result;
    }

    /** Returns the number of the request that the last flush has answered; 0 without one. */
    int flushesAnswered() {
        FlushResult last = flushResult;
        return last == null ? 0 : last.request();
    }

    /** Returns the result of the last requested flush, or null if it has not finished. */
    @Nullable
    FlushResult flushResult() {
        FlushResult last = flushResult;
        return last != null && last.request() == flushRequests ? last : null;
    }

    /** Requests frequent polls until the next change of the position, for which the owner waits until a time. */
    void watchUntil(long nanos) {
        position.poll(); // An unread position would be taken for one of the new samples.
        watchUntilNanos = nanos;
        watchRequests = watchRequests + 1;
    }

    int watchRequests() {
        return watchRequests;
    }

    /** Returns the end of the last requested watch; to be called after {@link #watchRequests}. */
    long watchUntilNanos() {
        return watchUntilNanos;
    }

    /** Sets the time until which the samples passed to the line will play. The line is polled until then. */
    void playsUntil(long nanos) {
        playsUntilNanos = nanos;
    }

    long playsUntilNanos() {
        return playsUntilNanos;
    }

    /**
     * Requests closing. The owner must then wake the thread. If samples are unplayed, the line is closed immediately.
     * Otherwise it is closed when the last samples must have been played.
     */
    void requestClose(long nowNanos) {
        closeAtNanos = nowNanos - playsUntilNanos < 0 ? nowNanos : playsUntilNanos + OUTPUT_DELAY_NANOS;
        closeRequested = true;
    }

    boolean isCloseRequested() {
        return closeRequested;
    }

    /** Returns the time at which to close; to be called after {@link #isCloseRequested}. */
    long closeAtNanos() {
        return closeAtNanos;
    }

    /** Sets the thread to be woken after each step, or null for none. */
    void setWaiter(@Nullable Thread thread) {
        waiter = thread;
    }

    @Nullable
    Thread waiter() {
        return waiter;
    }

    void setState(LineState newState) {
        state = newState;
    }

    LineState state() {
        return state;
    }

    void setRunning(RunningLine line) {
        running = line;
    }

    /** Returns the line, or null if it is not open yet. */
    @Nullable
    RunningLine running() {
        return running;
    }

    /** Stores the first failure, which remains set after the line is closed. */
    void setFailure(RuntimeException newFailure) {
        if (failure == null) {
            failure = newFailure;
        }
    }

    /** Returns the first failure of a call, or null if all have succeeded. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
