package dev.parlando.audio.internal.player;

import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets a sink back whose device was lost: tries at once, then ten times a second, and gives up after a while.
 *
 * <p>Threading: confined to the play thread.
 */
final class SinkRecovery {
    /** How long to wait between two tries. */
    static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final PlaybackLoopListener listener;
    private @Nullable PlaybackException cause;
    private long lostNanos;

    SinkRecovery(ReplayableSink sink, SinkClock clock, PlaybackLoopListener listener) {
        this.sink = sink;
        this.clock = clock;
        this.listener = listener;
    }

    /** Notes that the device is lost; a device that is lost again before it sounded has not come back. */
    void onDeviceLost(PlaybackException failure) {
        if (cause == null) {
            cause = failure;
            lostNanos = clock.nanoTime();
            listener.onDeviceLost(sink.sinkName(), failure.getMessage());
        }
    }

    /** Returns whether the sink waits to be opened again. */
    boolean isPending() {
        return cause != null && !sink.isOpen();
    }

    /**
     * Tries to open the sink again.
     *
     * @return whether it is open
     * @throws PlaybackException if it is given up
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
            listener.onRecoveryFailed();
            throw new PlaybackException(
                    retryFailure.getMessage() + "; tried for " + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NANOS) + " s",
                    retryFailure);
        }
    }

    /** Notes that sound comes out of the sink. */
    void onPlaying() {
        if (cause != null) {
            cause = null;
            listener.onDeviceRecovered(sink.sinkName(), (clock.nanoTime() - lostNanos) / 1e6);
        }
    }

    /** Forgets a loss of which nobody needs to be told any more. */
    void reset() {
        cause = null;
    }
}
