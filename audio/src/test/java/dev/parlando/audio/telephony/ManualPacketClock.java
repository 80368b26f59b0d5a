package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.PaceLoop;
import dev.parlando.audio.internal.pace.PacedTask;
import dev.parlando.audio.internal.pace.Pacer;
import java.time.Duration;

/**
 * A packet clock whose time is set by a test. Everything runs on the thread of the test, including listeners and
 * completions.
 */
public final class ManualPacketClock implements AutoCloseable {
    /** Close to the largest value, so that the time overflows soon. */
    private long nowNanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private final PaceLoop loop = new PaceLoop(() -> nowNanos);
    private final PacketClock clock = new PacketClock(1, number -> new ManualPacer(), Runnable::run, () -> {});

    /** Creates a clock without legs. */
    public ManualPacketClock() {}

    public PacketClock clock() {
        return clock;
    }

    public long nanoTime() {
        return nowNanos;
    }

    /** Runs all tasks that are due within a time, each when it is due. */
    public void advance(Duration time) {
        long end = nowNanos + time.toNanos();
        long wait = loop.step();
        while (wait <= end - nowNanos) {
            nowNanos += wait;
            wait = loop.step();
        }
        nowNanos = end;
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    /** Lets time pass in which the pace thread does not run, and then runs the due tasks. */
    public void stall(Duration time) {
        nowNanos += time.toNanos();
        loop.step();
    }

    /** Runs the tasks that are due or woken now. */
    public void step() {
        loop.step();
    }

    @Override
    public void close() {
        clock.close();
    }

    private final class ManualPacer implements Pacer {
        @Override
        public void add(PacedTask task) {
            loop.add(task);
        }

        @Override
        public void wake(PacedTask task) {
            loop.wake(task);
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
