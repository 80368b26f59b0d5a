package dev.parlando.audio.sink;

import java.util.concurrent.locks.LockSupport;

/** The daemon thread {@code parlando-line-n} of one line, which ends when the line is closed. */
final class LineThread {
    private final LineWorker worker;

    private LineThread(LineWorker worker) {
        this.worker = worker;
    }

    /** Starts a thread that runs the steps of a line. Returns a function that wakes the thread. */
    static Runnable start(LineWorker worker) {
        Thread thread = new Thread(new LineThread(worker)::run);
        thread.setName("parlando-line-" + thread.getId());
        thread.setDaemon(true);
        thread.start();
        return () -> LockSupport.unpark(thread);
    }

    private void run() {
        long nanos = worker.step();
        while (nanos != LineWorker.ENDED) {
            if (nanos > 0) {
                LockSupport.parkNanos(worker, nanos);
            }
            nanos = worker.step();
        }
    }
}
