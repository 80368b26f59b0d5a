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
    /**
     * The maximum delay of a line after its position: up to 5 ms on PulseAudio's null sink, 150 to 200 ms on a Bluetooth
     * headset. No line reports it.
     */
    static final long OUTPUT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The state of a line, from the request to open it until it is closed. */
    enum LineState {
        /** The device is being opened. The call may hang. */
        OPENING,
        /** The line plays. Samples are written, flushes are served, and the position is polled. */
        PLAYING,
        /** The end was requested. The line closes once its last sample has left the device. */
        CLOSING,
        /** A call failed. The next step closes the line. */
        FAILED,
        /** The line is closed or was never opened, and its thread ends. */
        CLOSED
    }

    /**
     * The result of a flush. Immutable.
     *
     * @param request the number of the newest request that the flush answers
     * @param positionAudioFrames the position of the line just before the flush
     * @param nanos the time of that position
     * @param unsentBytes the number of bytes that the line never received
     * @param lateBlockAudioFrames the length of the blocks that may be missing in the position, see {@link LineSteps}
     */
    record FlushResult(int request, long positionAudioFrames, long nanos, int unsentBytes, long lateBlockAudioFrames) {}

    /**
     * The answer to the question whether the system would still choose the device. Immutable.
     *
     * @param request the number of the newest request that it answers
     */
    private record Preference(int request, boolean preferred) {}

    // Requests, written by the owner.
    private volatile int flushRequests;
    private volatile int preferenceRequests;
    private long watchUntilNanos;
    private volatile int watchRequests;
    private volatile long playsUntilNanos;
    private long closeAtNanos;
    private volatile boolean closeRequested;
    private volatile @Nullable Thread waiter;

    // Results, written by the line thread.
    private volatile LineState state = LineState.OPENING;
    private volatile @Nullable OpenLine running;
    private volatile @Nullable FlushResult flushResult;
    private volatile Preference preference = new Preference(0, true);
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

    /** Asks whether the system would still choose the device. The owner must then wake the thread. */
    void requestPreference() {
        preferenceRequests = preferenceRequests + 1;
    }

    /** Returns the number of the last question. */
    int preferenceRequests() {
        return preferenceRequests;
    }

    void setPreference(int request, boolean preferred) {
        preference = new Preference(request, preferred);
    }

    /** Returns whether the last question was answered. */
    boolean isPreferenceAnswered() {
        return preference.request() == preferenceRequests;
    }

    /** Returns the last answer. */
    boolean isPreferredDevice() {
        return preference.preferred();
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

    /** Publishes the line, which was opened and started. */
    void setRunning(OpenLine line) {
        running = line;
    }

    /** Returns the line, or null if it is not started yet. */
    @Nullable
    OpenLine running() {
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
