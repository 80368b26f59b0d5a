package dev.parlando.audio.internal.pace;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An executor that runs tasks one at a time and in order, on the threads of another executor. Tasks of other serial
 * executors on the same threads do not wait for it. Tasks beyond {@value #MAX_PENDING} pending ones are dropped and
 * counted.
 *
 * <p>Threading: safe for use from any thread; never blocks. A task must not throw.
 */
public final class SerialExecutor implements Executor {
    static final int MAX_PENDING = 10_000;

    private final Executor target;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();

    /** Creates an executor on the threads of {@code target}. */
    public SerialExecutor(Executor target) {
        this.target = target;
    }

    @Override
    public void execute(Runnable task) {
        if (pending.get() >= MAX_PENDING) {
            dropped.incrementAndGet();
            return;
        }
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            target.execute(this::runPending);
        }
    }

    private void runPending() {
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        } while (pending.decrementAndGet() > 0);
    }

    /** Returns the number of dropped tasks. */
    public long dropped() {
        return dropped.get();
    }
}
