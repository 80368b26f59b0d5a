package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens lines: on the device that was chosen or, where that may be, on another; each on a thread of its own, for no longer
 * than agreed.
 *
 * <p>An attempt that hangs is not repeated but waited for again at the next opening, so that hung threads do not add up.
 *
 * <p>Threading: confined to the owner of the sink.
 */
final class LineOpener {
    /** How long a device may take at first, when nothing is known about it. */
    static final long FIRST_OPEN_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** How long each device may take after a loss. */
    static final long REOPEN_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final @Nullable String device;
    private final int bufferMillis;
    private final SoundSystem soundSystem;
    private final SinkClock clock;
    private final Function<LineWorker, Runnable> workerStarter;
    private final List<PendingOpen> pendingOpens = new ArrayList<>();
    private boolean lost;

    /** Is what was begun and not answered. */
    private record PendingOpen(DeviceSelection choice, PcmFormat wanted, LineClient line) {}

    LineOpener(
            @Nullable String device,
            int bufferMillis,
            SoundSystem soundSystem,
            SinkClock clock,
            Function<LineWorker, Runnable> workerStarter) {
        this.device = device;
        this.bufferMillis = bufferMillis;
        this.soundSystem = soundSystem;
        this.clock = clock;
        this.workerStarter = workerStarter;
    }

    String describe() {
        return device == null ? "the default sound device" : "sound device '" + device + "'";
    }

    /** Notes that a line was lost: from now on another device will do. */
    void onDeviceLost() {
        lost = true;
    }

    /**
     * Opens a line.
     *
     * @throws PlaybackException if no device can be used, with what is the matter with the first
     */
    LineClient open(PcmFormat wanted) {
        PlaybackException problem = null;
        List<DeviceSelection> choices = DeviceSelection.fallbackOrder(device, lost);
        for (DeviceSelection choice : choices) {
            try {
                LineClient line = open(choice, wanted);
                lost &= choice != choices.get(0);
                closePending();
                return line;
            } catch (PlaybackException e) {
                problem = problem == null ? e : problem;
            }
        }
        throw failure(problem);
    }

    private PlaybackException failure(@Nullable PlaybackException problem) {
        String message = problem == null ? "there is no sound device" : String.valueOf(problem.getMessage());
        return lost ? PlaybackException.deviceLost(message, problem) : new PlaybackException(message, problem);
    }

    private LineClient open(DeviceSelection choice, PcmFormat wanted) {
        long timeoutNanos = lost ? REOPEN_TIMEOUT_NANOS : FIRST_OPEN_TIMEOUT_NANOS;
        PendingOpen pending = pendingOpen(choice, wanted);
        LineClient line = pending.line();
        if (line.awaitOpen(timeoutNanos)) {
            pendingOpens.remove(pending);
            return line;
        }
        RuntimeException failure = line.failure();
        if (failure == null) {
            throw new PlaybackException(describe() + " does not answer: its driver hangs", null);
        }
        pendingOpens.remove(pending);
        line.closeAsync();
        throw failure instanceof PlaybackException known ? known : new PlaybackException("" + failure, failure);
    }

    private PendingOpen pendingOpen(DeviceSelection choice, PcmFormat wanted) {
        for (PendingOpen pending : pendingOpens) {
            if (pending.choice() == choice && pending.wanted().equals(wanted)) {
                return pending;
            }
        }
        LineWorker worker =
                new LineWorker(() -> choice.open(soundSystem, device, wanted, bufferMillis), clock::nanoTime);
        PendingOpen pending =
                new PendingOpen(choice, wanted, new LineClient(worker, workerStarter.apply(worker), clock));
        pendingOpens.add(pending);
        return pending;
    }

    /** Lets what has not answered end when it does. */
    void closePending() {
        pendingOpens.forEach(pending -> pending.line().closeAsync());
        pendingOpens.clear();
    }
}
