package dev.parlando.examples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs short pieces of synthesis on a few threads, each with a voice of its own, in the order in which they were asked
 * for.
 *
 * <p>The first worker starts, and loads its voice, at once; another one only when work waits and none is idle, because
 * loading a voice costs more than most sentences. Pieces that follow one another form one request, so many requests take
 * turns. Threading: thread safe; the mutable fields are guarded by the object's monitor.
 */
final class SynthesisPool implements AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;
    private static final Task STOP = speaker -> () -> {};
    private static final System.Logger LOG = System.getLogger(SynthesisPool.class.getName());

    /** Is one piece of work, which does not throw. */
    interface Task {
        /**
         * Works with the worker's own synthesiser.
         *
         * @return what to tell whom; done when the worker is free again, so that the next piece finds it idle
         */
        Runnable run(FreeTtsSpeaker speaker);
    }

    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private final int maxWorkers;
    /** Workers that wait for a task, or will once their voice is loaded. */
    private int idle;

    private boolean closed;

    SynthesisPool(int maxWorkers) {
        this.maxWorkers = maxWorkers;
        addWorker();
    }

    /**
     * Queues a piece of work.
     *
     * @throws RejectedExecutionException if the pool is closed
     */
    synchronized void execute(Task task) {
        if (closed) {
            throw new RejectedExecutionException("the offline voice is closed");
        }
        tasks.add(task);
        if (tasks.size() > idle && workers.size() < maxWorkers) {
            addWorker();
        }
    }

    private synchronized void addWorker() {
        Thread worker = new Thread(this::work, "parlando-offline-voice-" + workers.size());
        worker.setDaemon(true);
        workers.add(worker);
        idle++;
        worker.start();
    }

    private void work() {
        long startNanos = System.nanoTime();
        FreeTtsSpeaker speaker = new FreeTtsSpeaker();
        LOG.log(System.Logger.Level.DEBUG, "voice loaded in {0} ms", (System.nanoTime() - startNanos) / 1_000_000);
        WarmUp.run(speaker, () -> !tasks.isEmpty());
        while (true) {
            Task task = take();
            if (task == STOP) {
                return;
            }
            Runnable report = task.run(speaker);
            changeIdle(1);
            report.run();
        }
    }

    private Task take() {
        while (true) {
            try {
                Task task = tasks.take();
                changeIdle(-1);
                return task;
            } catch (InterruptedException e) {
                // Nobody here interrupts a worker; it ends when it is told to stop.
            }
        }
    }

    private synchronized void changeIdle(int difference) {
        idle += difference;
    }

    /** Lets what is queued run to its end, then ends the workers and waits for them. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            ending = List.copyOf(workers);
            ending.forEach(worker -> tasks.add(STOP));
        }
        ending.forEach(SynthesisPool::join);
    }

    private static void join(Thread worker) {
        try {
            worker.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
