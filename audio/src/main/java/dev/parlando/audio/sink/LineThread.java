package dev.parlando.audio.sink;

import java.util.concurrent.locks.LockSupport;

/** Is the daemon thread {@code parlando-line-n} of one line, which ends with it. */
final class LineThread {
    private final LineWork work;

    private LineThread(LineWork work) {
        this.work = work;
    }

    /** Starts to make the steps of a line; returns what wakes it. */
    static Runnable start(LineWork work) {
        Thread thread = new Thread(new LineThread(work)::run);
        thread.setName("parlando-line-" + thread.getId());
        thread.setDaemon(true);
        thread.start();
        return () -> LockSupport.unpark(thread);
    }

    private void run() {
        long nanos = work.step();
        while (nanos != LineWork.ENDED) {
            if (nanos > 0) {
                LockSupport.parkNanos(work, nanos);
            }
            nanos = work.step();
        }
    }
}
