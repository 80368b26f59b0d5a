package dev.parlando.audio.sink;

import java.util.concurrent.locks.LockSupport;

/**
 * The clock by which a sink plays. In tests it may be virtual.
 *
 * <p>Threading: any thread may read it and wait on it.
 */
public interface SinkClock {
    /** The system clock. */
    SinkClock SYSTEM = System::nanoTime;

    /** Returns nanoseconds since a fixed origin, which never decrease. */
    long nanoTime();

    /** Waits until {@code nanos} have passed or {@link LockSupport#unpark} was called. May return earlier. */
    default void await(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }
}
