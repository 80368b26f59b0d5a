package dev.parlando.benchmarks.endtoend.telephony;

import java.util.concurrent.atomic.AtomicLong;

/** The state that the calls of the JDK bridges report. Written by the threads of the call. */
abstract class JdkCall implements CallBridge.Call {
    final AtomicLong starved = new AtomicLong();
    volatile boolean spoken;
    volatile boolean closed;
    private volatile String error = "";

    /** Records a failure, unless the call is being closed, which interrupts its threads. */
    final void fail(Exception failure) {
        if (!closed) {
            error = failure.toString();
        }
    }

    @Override
    public final boolean hasSpoken() {
        return spoken;
    }

    @Override
    public final long starved() {
        return starved.get();
    }

    /** Returns 0: these bridges send overdue packets. */
    @Override
    public final long skipped() {
        return 0;
    }

    @Override
    public final String error() {
        return error;
    }

    @Override
    public void close() {
        closed = true;
    }
}
