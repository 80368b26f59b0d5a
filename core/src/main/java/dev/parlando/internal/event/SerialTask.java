package dev.parlando.internal.event;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that runs after each signal, on one thread at a time. Signals that come while it runs make it run once more.
 *
 * <p>Threading: any thread may signal. The runs happen before one another, so that the task may own fields.
 */
public final class SerialTask {
    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger signals = new AtomicInteger();

    /** Creates a task that must not throw. */
    public SerialTask(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Runs the task on the executor, or lets the thread repeat it that is in it. */
    public void signal() {
        if (signals.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int seen;
        do {
            seen = signals.get();
            task.run();
        } while (signals.addAndGet(-seen) != 0);
    }
}
