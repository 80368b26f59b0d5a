package dev.parlando.offline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.offline.limits.EventLoopClock;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A clock for the delays of an {@link OfflineVoiceServer}, which stands still until a test advances it. It times scripted
 * answers, the pace, the queue of the limits, and the WebSockets. A test with it needs no sleep.
 *
 * <p>{@link #advanceToNext} waits until the server waits for this clock, and so needs no other synchronisation with it.
 *
 * <p>Threading: thread safe; the mutable fields are guarded by the object's monitor.
 */
public final class ManualClock {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private record Timer(Runnable action, long atNanos, long number) {}

    @GuardedBy("this")
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::number));

    @GuardedBy("this")
    private long nowNanos;

    @GuardedBy("this")
    private long scheduled;

    /** Creates a clock at time 0. */
    public ManualClock() {}

    /** Returns the time since the creation of the clock. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime());
    }

    private synchronized long nanoTime() {
        return nowNanos;
    }

    /** Advances the time, and runs on the way everything that becomes due, including timers that are set meanwhile. */
    public void advance(Duration duration) {
        long endNanos = nanoTime() + duration.toNanos();
        for (Timer due = takeUntil(endNanos); due != null; due = takeUntil(endNanos)) {
            due.action().run();
        }
    }

    /** Removes the next timer and advances to it; without one, advances by the whole duration. */
    private synchronized @Nullable Timer takeUntil(long endNanos) {
        Timer next = timers.peek();
        if (next == null || next.atNanos() > endNanos) {
            nowNanos = Math.max(nowNanos, endNanos);
            return null;
        }
        timers.remove();
        nowNanos = Math.max(nowNanos, next.atNanos());
        return next;
    }

    /**
     * Waits until the server waits for this clock, advances the time to the first timer, and runs it.
     *
     * @return the duration by which the time advanced
     * @throws AssertionError if the server does not wait for this clock within 30 s
     */
    public Duration advanceToNext() {
        long startNanos = nanoTime();
        Duration left = Duration.ofNanos(awaitTimer() - startNanos);
        advance(left.isNegative() ? Duration.ZERO : left);
        return Duration.ofNanos(nanoTime() - startNanos);
    }

    private synchronized long awaitTimer() {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        try {
            while (timers.isEmpty()) {
                long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    throw new AssertionError("the server did not wait for the manual clock within " + LIMIT.toSeconds()
                            + " s; is there a delay in the answer, and was a request sent?");
                }
                wait(leftMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the server", e);
        }
        return timers.peek().atNanos();
    }

    private synchronized void add(Runnable action, long delayNanos) {
        timers.add(new Timer(action, nowNanos + Math.max(0, delayNanos), scheduled++));
        notifyAll();
    }

    /** Returns the clock of an event loop, on which the tasks run. */
    EventLoopClock on(EventExecutor loop) {
        return new EventLoopClock() {
            @Override
            public long nanoTime() {
                return ManualClock.this.nanoTime();
            }

            @Override
            public void schedule(Runnable task, long delayNanos) {
                add(() -> runOn(loop, task), delayNanos);
            }
        };
    }

    private static void runOn(EventExecutor loop, Runnable task) {
        try {
            loop.submit(task).syncUninterruptibly();
        } catch (RejectedExecutionException e) {
            // The server was closed, and with it ended everything that waited.
        }
    }
}
