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
    static final long PATIENT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** How long each device may take after a loss. */
    static final long IMPATIENT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final @Nullable String device;
    private final int bufferMillis;
    private final Lines lines;
    private final SinkClock time;
    private final Function<LineWork, Runnable> threads;
    private final List<Attempt> hanging = new ArrayList<>();
    private boolean lost;

    /** Is what was begun and not answered. */
    private record Attempt(DeviceChoice choice, PcmFormat wanted, DrivenLine line) {}

    LineOpener(
            @Nullable String device,
            int bufferMillis,
            Lines lines,
            SinkClock time,
            Function<LineWork, Runnable> threads) {
        this.device = device;
        this.bufferMillis = bufferMillis;
        this.lines = lines;
        this.time = time;
        this.threads = threads;
    }

    String describe() {
        return device == null ? "the default sound device" : "sound device '" + device + "'";
    }

    /** Notes that a line was lost: from now on another device will do. */
    void deviceLost() {
        lost = true;
    }

    /**
     * Opens a line.
     *
     * @throws PlaybackException if no device can be used, with what is the matter with the first
     */
    DrivenLine open(PcmFormat wanted) {
        PlaybackException problem = null;
        List<DeviceChoice> choices = DeviceChoice.inOrder(device, lost);
        for (DeviceChoice choice : choices) {
            try {
                DrivenLine line = open(choice, wanted);
                lost &= choice != choices.get(0);
                abandonHanging();
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

    private DrivenLine open(DeviceChoice choice, PcmFormat wanted) {
        long patienceNanos = lost ? IMPATIENT_NANOS : PATIENT_NANOS;
        Attempt attempt = attempt(choice, wanted);
        DrivenLine line = attempt.line();
        if (line.awaitOpen(patienceNanos)) {
            hanging.remove(attempt);
            return line;
        }
        RuntimeException failure = line.failure();
        if (failure == null) {
            throw new PlaybackException(describe() + " does not answer: its driver hangs", null);
        }
        hanging.remove(attempt);
        line.end();
        throw failure instanceof PlaybackException known ? known : new PlaybackException("" + failure, failure);
    }

    private Attempt attempt(DeviceChoice choice, PcmFormat wanted) {
        for (Attempt begun : hanging) {
            if (begun.choice() == choice && begun.wanted().equals(wanted)) {
                return begun;
            }
        }
        LineWork work = new LineWork(() -> choice.open(lines, device, wanted, bufferMillis), time::nanoTime);
        Attempt attempt = new Attempt(choice, wanted, new DrivenLine(work, threads.apply(work), time));
        hanging.add(attempt);
        return attempt;
    }

    /** Lets what has not answered end when it does. */
    void abandonHanging() {
        hanging.forEach(attempt -> attempt.line().end());
        hanging.clear();
    }
}
