package dev.parlando.offline.synthesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs short pieces of synthesis on a few threads, each with a voice of its own, in the order in which they were asked
 * for.
 *
 * <p>The first worker starts, and loads its voice, at once; another one only when work waits and none is idle, because
 * loading a voice costs more than most sentences. Pieces that follow one another form one request, so many requests take
 * turns. Threading: thread safe; the mutable fields are guarded by the object's monitor. Failure: a voice that cannot be
 * loaded fails the piece of work that asks for it, and is tried again for the next.
 */
public final class SynthesisPool implements AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;
    private static final System.Logger LOG = System.getLogger(SynthesisPool.class.getName());

    /** Is one piece of work, which does not throw. */
    public interface Task {
        /**
         * Works with the worker's own synthesiser.
         *
         * @param synthesizer gives the synthesiser, or throws whatever kept it from being loaded
         * @return what to tell whom; done when the worker is free again, so that the next piece finds it idle
         */
        Runnable run(Supplier<FreeTtsSynthesizer> synthesizer);
    }

    private final int maxWorkers;
    private final Supplier<FreeTtsSynthesizer> loader;
    private final Queue<Task> tasks = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    /** Workers that wait for a task, or will once their voice is loaded. */
    private int idle;

    private boolean closed;

    public SynthesisPool(int maxWorkers) {
        this(maxWorkers, FreeTtsSynthesizer::new);
    }

    public SynthesisPool(int maxWorkers, Supplier<FreeTtsSynthesizer> loader) {
        this.maxWorkers = maxWorkers;
        this.loader = loader;
        addWorker();
    }

    /**
     * Queues a piece of work.
     *
     * @throws RejectedExecutionException if the pool is closed
     */
    public synchronized void execute(Task task) {
        if (closed) {
            throw new RejectedExecutionException("the offline voice is closed");
        }
        tasks.add(task);
        notifyAll();
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
        Supplier<FreeTtsSynthesizer> synthesizer = new LazySynthesizer(loader);
        warmUp(synthesizer);
        Task task;
        while ((task = take()) != null) {
            Runnable completion = task.run(synthesizer);
            becomeIdle();
            completion.run();
        }
    }

    private void warmUp(Supplier<FreeTtsSynthesizer> synthesizer) {
        try {
            SynthesisWarmUp.run(synthesizer.get(), this::hasTasks);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "the offline voice is not ready", e);
        }
    }

    private synchronized boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /** Waits for the next piece of work; null if the pool is closed and nothing is left to do. */
    private synchronized @Nullable Task take() {
        while (tasks.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody here interrupts a worker; it ends when the pool is closed.
            }
        }
        idle--;
        return tasks.poll();
    }

    private synchronized void becomeIdle() {
        idle++;
    }

    /** Lets what is queued run to its end, then ends the workers and waits for them. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(workers);
            notifyAll();
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

    /** Is the voice of one worker, loaded when it is first asked for. Confined to that worker. */
    private static final class LazySynthesizer implements Supplier<FreeTtsSynthesizer> {
        private final Supplier<FreeTtsSynthesizer> loader;
        private @Nullable FreeTtsSynthesizer loaded;

        LazySynthesizer(Supplier<FreeTtsSynthesizer> loader) {
            this.loader = loader;
        }

        @Override
        public FreeTtsSynthesizer get() {
            FreeTtsSynthesizer synthesizer = loaded;
            if (synthesizer == null) {
                long startNanos = System.nanoTime();
                synthesizer = loader.get();
                loaded = synthesizer;
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "voice loaded in {0} ms",
                        (System.nanoTime() - startNanos) / 1_000_000);
            }
            return synthesizer;
        }
    }
}
