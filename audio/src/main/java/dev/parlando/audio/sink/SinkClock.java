package dev.parlando.audio.sink;

import java.util.concurrent.locks.LockSupport;

/**
 * Is the time by which a sink plays; a test's may be virtual.
 *
 * <p>Threading: any thread may read it and wait by it.
 */
public interface SinkClock {
    /** The clock of the machine. */
    SinkClock SYSTEM = System::nanoTime;

    /** Returns nanoseconds since some fixed moment, which never go back. */
    long nanoTime();

    /** Waits until that much time has passed or {@link LockSupport#unpark} was called; may also return early. */
    default void await(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }
}
