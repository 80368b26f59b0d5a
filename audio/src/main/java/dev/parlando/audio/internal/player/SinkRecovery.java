package dev.parlando.audio.internal.player;

import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The recovery from a lost device. It tries to reopen the sink immediately and then ten times a second, and gives up
 * after five seconds.
 *
 * <p>Threading: confined to the playback thread.
 */
final class SinkRecovery {
    /** The interval between two attempts. */
    static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final PlaybackEvents events;
    private @Nullable PlaybackException cause;
    private long lostNanos;

    SinkRecovery(ReplayableSink sink, SinkClock clock, PlaybackEvents events) {
        this.sink = sink;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Records the loss of the device. A device that is lost again before it has played anything continues the same
     * loss.
     */
    void onDeviceLost(PlaybackException failure) {
        if (cause == null) {
            cause = failure;
            lostNanos = clock.nanoTime();
            events.onDeviceLost(failure.getMessage());
        }
    }

    /** Returns whether the sink waits to be reopened. */
    boolean isPending() {
        return cause != null && !sink.isOpen();
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
            if (clock.nanoTime() - lostNanos < TIMEOUT_NANOS) {
                return false;
            }
            cause = null;
            events.onRecoveryFailed();
            throw new PlaybackException(
                    retryFailure.getMessage() + "; tried for " + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NANOS) + " s",
                    retryFailure);
        }
    }

    /** Records that the sink plays audio, which ends a loss. */
    void onPlaying() {
        if (cause != null) {
            cause = null;
            events.onDeviceRecovered((clock.nanoTime() - lostNanos) / 1e6);
        }
    }

    /** Clears a loss without reporting its end. */
    void reset() {
        cause = null;
    }
}
