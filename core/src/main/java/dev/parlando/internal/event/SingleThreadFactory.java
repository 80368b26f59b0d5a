package dev.parlando.internal.event;

import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The thread factory of an executor that has one thread at a time, whose end can be awaited. An executor reports its own
 * end shortly before its thread has ended.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class SingleThreadFactory implements ThreadFactory {
    private final Function<Runnable, Thread> create;
    private volatile @Nullable Thread latest;

    /** Creates a factory that uses {@code create}, such as {@link EngineThread#create} with a name. */
    public SingleThreadFactory(Function<Runnable, Thread> create) {
        this.create = create;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread created = create.apply(task);
        latest = created;
        return created;
    }

    /** Returns whether the caller runs on the thread of the executor. */
    boolean isCurrent() {
        return Thread.currentThread() == latest;
    }

    /** Waits up to {@code nanos} until the thread of an executor that was shut down has ended, unless it is the caller's. */
    public void awaitEnd(long nanos) {
        Thread thread = latest;
        if (thread != null) {
            Uninterruptibly.join(thread, nanos);
        }
    }
}
