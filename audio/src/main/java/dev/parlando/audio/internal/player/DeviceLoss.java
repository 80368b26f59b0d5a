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
final class DeviceLoss {
    /** How long to wait between two tries. */
    static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Tape tape;
    private final SinkClock clock;
    private final StageListener listener;
    private @Nullable PlaybackException loss;
    private long sinceNanos;

    DeviceLoss(Tape tape, SinkClock clock, StageListener listener) {
        this.tape = tape;
        this.clock = clock;
        this.listener = listener;
    }

    /** Notes that the device is lost; a device that is lost again before it sounded has not come back. */
    void begin(PlaybackException why) {
        if (loss == null) {
            loss = why;
            sinceNanos = clock.nanoTime();
            listener.onDeviceLost(tape.sinkName(), why.getMessage());
        }
    }

    /** Returns whether the sink waits to be opened again. */
    boolean isUnderWay() {
        return loss != null && !tape.isOpen();
    }

    /**
     * Tries to open the sink again.
     *
     * @return whether it is open
     * @throws PlaybackException if it is given up
     */
    boolean tryAgain() {
        try {
            tape.reopen();
            return true;
        } catch (PlaybackException still) {
            if (clock.nanoTime() - sinceNanos < GIVE_UP_NANOS) {
                return false;
            }
            loss = null;
            listener.onDeviceGivenUp();
            throw new PlaybackException(
                    still.getMessage() + "; tried for " + TimeUnit.NANOSECONDS.toSeconds(GIVE_UP_NANOS) + " s", still);
        }
    }

    /** Notes that sound comes out of the sink. */
    void noteSound() {
        if (loss != null) {
            loss = null;
            listener.onDeviceFound(tape.sinkName(), (clock.nanoTime() - sinceNanos) / 1e6);
        }
    }

    /** Forgets a loss of which nobody needs to be told any more. */
    void forget() {
        loss = null;
    }
}
