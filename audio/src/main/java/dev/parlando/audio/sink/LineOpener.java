package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A factory for open lines on the chosen device or, if allowed, on another one. Each line is opened on a thread of its
 * own with a time limit.
 *
 * <p>An attempt that hangs is not repeated. The next opening waits for the same attempt, so that hung threads do not
 * accumulate.
 *
 * <p>Threading: confined to the owner of the sink.
 */
final class LineOpener {
    /** The time limit of the first opening, when nothing is known about the device. */
    static final long FIRST_OPEN_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** The time limit per device after a loss. */
    static final long REOPEN_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final @Nullable String device;
    private final int bufferMillis;
    private final SoundSystem soundSystem;
    private final SinkClock clock;
    private final Function<LineWorker, Runnable> workerStarter;
    private final List<PendingOpen> pendingOpens = new ArrayList<>();
    private boolean lost;

    /** An attempt to open a line that has not finished. */
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

    /** Records the loss of a line. From now on other devices are accepted. */
    void onDeviceLost() {
        lost = true;
    }

    /**
     * Opens a line.
     *
     * @throws PlaybackException if no device can be used; it reports the problem of the first device
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

    /** Requests that all hung attempts end as soon as their calls return. */
    void closePending() {
        pendingOpens.forEach(pending -> pending.line().closeAsync());
        pendingOpens.clear();
    }
}
