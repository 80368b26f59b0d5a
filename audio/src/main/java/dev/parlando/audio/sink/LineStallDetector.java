package dev.parlando.audio.sink;

import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A detector of calls that hang in a driver and of lines whose position does not advance.
 *
 * <p>Threading: the line thread reports calls and positions; the owner calls the methods that start with {@code is}. The
 * line thread writes all fields.
 */
final class LineStallDetector {
    /** The maximum duration of a call. */
    static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The maximum duration of a query of all devices. Some drivers take long. */
    private static final long QUERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    /**
     * The time after which a playing line counts as stalled. Its position usually advances every 20 ms, at most every
     * 50.
     */
    static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The shortest time limit of a stalled line whose calls return. A card may be asleep, and a PulseAudio server may
     * change to blocks of two seconds at any time.
     */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long NO_CALL = 0;

    private final LongSupplier nanoClock;
    private volatile long callStartNanos = NO_CALL;
    private volatile long movedNanos;
    private volatile boolean everMoved;
    /** Whether the position has advanced since the line was idle. */
    private boolean movedSinceIdle;
    /** The longest time between two steps of the playing line, or 0 if it is unknown. */
    private long longestStepNanos;

    private volatile boolean playedOut;

    LineStallDetector(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void onCallStarted() {
        callStartNanos = nanoClock.getAsLong() | 1;
    }

    /** Called before all devices are queried. */
    void onQueryStarted() {
        callStartNanos = nanoClock.getAsLong() + QUERY_NANOS - TIMEOUT_NANOS | 1;
    }

    void onCallReturned() {
        callStartNanos = NO_CALL;
    }

    /** Called before samples are written to the line. */
    void onWrite() {
        playedOut = false;
    }

    /** Called when the line has nothing to play. */
    void onIdle(long nanos) {
        movedNanos = nanos;
        movedSinceIdle = false;
    }

    /** Called when the position of a playing line has advanced. */
    void onMoved(long nanos) {
        if (movedSinceIdle) {
            longestStepNanos = Math.max(longestStepNanos, nanos - movedNanos);
        }
        movedNanos = nanos;
        movedSinceIdle = true;
        everMoved = true;
    }

    /** Returns whether a playing line should have advanced by now. */
    boolean isOverdue(long sinceNanos) {
        return sinceNanos > Math.max(CHECK_NANOS, 2 * longestStepNanos);
    }

    /** Returns the time limit of a stalled line, which is longer for a line whose steps are far apart. */
    private long limitNanos(CountedLine line) {
        return Math.max(STALL_NANOS, line.bufferNanos() + 2 * longestStepNanos);
    }

    /**
     * Called when the position of a playing line has not advanced. If its whole buffer is free, the line has played
     * everything: its sound server stalled and then caught up, which the clock cannot detect. In all other states that
     * figure is not reliable.
     *
     * @throws PlaybackException if the line has stalled for too long
     */
    void onUnchanged(CountedLine line, long nanos) {
        long stalledNanos = nanos - movedNanos;
        if (stalledNanos > CHECK_NANOS) {
            playedOut = everMoved && line.availableBytes() >= line.bufferBytes();
            if (!playedOut && stalledNanos > limitNanos(line)) {
                throw new PlaybackException("it does not advance", null);
            }
        }
    }

    /** Returns whether a call has lasted for too long. */
    boolean isCallOverdue() {
        long startNanos = callStartNanos;
        return startNanos != NO_CALL && nanoClock.getAsLong() - startNanos >= TIMEOUT_NANOS;
    }

    /** Returns whether a line that should play, and whose position has advanced before, appears to be stalled. */
    boolean isStalled() {
        return everMoved && nanoClock.getAsLong() - movedNanos > CHECK_NANOS;
    }

    /** Returns whether the line has played all samples written to it, independent of the clock. */
    boolean isPlayedOut() {
        return playedOut;
    }
}
