package dev.parlando.audio.internal.pace;

import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.event.Uninterruptibly;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread that runs one {@link PaceLoop}. It sleeps until the next due slot.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}.
 */
public final class PaceThread implements Pacer {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PaceLoop loop = new PaceLoop(System::nanoTime);
    private final EngineThread thread;
    private volatile boolean closed;

    /** Starts the thread. */
    public PaceThread(String name) {
        thread = EngineThread.createTimed(name, this::run);
        thread.start();
    }

    private void run() {
        while (!closed) {
            UnexpectedFailure.contain(this::step);
        }
        loop.close();
    }

    private void step() {
        long nanos = loop.step();
        if (nanos == PaceLoop.IDLE && !closed) {
            LockSupport.park(this);
        } else if (nanos > 0 && !closed) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    @Override
    public void add(PacedTask task) {
        loop.add(task);
        LockSupport.unpark(thread);
    }

    @Override
    public void wake(PacedTask task) {
        if (loop.wake(task)) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends all tasks, and waits a short time for the end of the thread, unless it is the caller's. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            Uninterruptibly.join(thread, CLOSE_NANOS);
        }
    }
}
