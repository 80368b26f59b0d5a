package dev.parlando.audio.internal.player;

import dev.parlando.audio.internal.sink.ReopenSchedule;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import org.jspecify.annotations.Nullable;

/**
 * The recovery from a lost device. It tries to reopen the sink until its schedule has timed out.
 *
 * <p>Threading: confined to the playback thread.
 */
final class SinkRecovery {
    private final ReplayableSink sink;
    private final ReopenSchedule schedule;
    private final PlaybackEvents events;
    private @Nullable PlaybackException cause;

    SinkRecovery(ReplayableSink sink, SinkClock clock, PlaybackEvents events) {
        this.sink = sink;
        this.schedule = new ReopenSchedule(clock);
        this.events = events;
    }

    /**
     * Records the loss of the device. A device that is lost again before it has played anything continues the same
     * loss.
     */
    void onDeviceLost(PlaybackException failure) {
        if (cause == null) {
            cause = failure;
            schedule.start();
            events.onDeviceLost(failure.getMessage());
        }
    }

    /** Returns whether the sink waits to be reopened. */
    boolean isPending() {
        return cause != null && !sink.isOpen();
    }

    /** Returns the time until the next attempt. */
    long nanosUntilNext() {
        return schedule.nanosUntilNext();
    }

    /**
     * Tries to reopen the sink.
     *
     * @return whether the sink is open
     * @throws PlaybackException if the recovery is given up
     */
    boolean tryReopen() {
        try {
            sink.reopen();
            return true;
        } catch (PlaybackException retryFailure) {
            schedule.onFailed();
            if (!schedule.isTimedOut()) {
                return false;
            }
            cause = null;
            events.onRecoveryFailed();
            throw new PlaybackException(
                    retryFailure.getMessage() + "; tried for " + ReopenSchedule.TIMEOUT_SECONDS + " s", retryFailure);
        }
    }

    /** Records that the sink plays audio, which ends a loss. */
    void onPlaying() {
        if (cause != null) {
            cause = null;
            events.onDeviceRecovered(schedule.downMillis());
        }
    }

    /** Clears a loss without reporting its end. */
    void reset() {
        cause = null;
    }
}
