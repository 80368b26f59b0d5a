package dev.parlando.offline.synthesis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread pool for short synthesis tasks, which run in the order of submission. Each thread has its own voice.
 *
 * <p>The first worker starts and loads its voice immediately. Another worker starts only when a task waits and no
 * worker is idle, because loading a voice costs more than most sentences. A request is a sequence of tasks, so
 * concurrent requests alternate. Threading: thread safe; the mutable fields are guarded by the object's monitor.
 * Failure: a voice that cannot be loaded fails the task that needs it; the next task tries to load it again.
 */
public final class SynthesisPool implements SynthesisWorkers, AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;
    private static final System.Logger LOG = System.getLogger(SynthesisPool.class.getName());

    private final int maxWorkers;
    private final Supplier<FreeTtsSynthesizer> loader;

    @GuardedBy("this")
    private final Queue<Task> tasks = new ArrayDeque<>();

    @GuardedBy("this")
    private final List<Thread> workers = new ArrayList<>();
    /** The number of workers that wait for a task or will wait once their voice is loaded. */
    @GuardedBy("this")
    private int idle;

    @GuardedBy("this")
    private boolean closed;

    public SynthesisPool(int maxWorkers) {
        this(maxWorkers, FreeTtsSynthesizer::new);
    }

    public SynthesisPool(int maxWorkers, Supplier<FreeTtsSynthesizer> loader) {
        this.maxWorkers = maxWorkers;
        this.loader = loader;
        addWorker();
    }

    @Override
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

    /** Waits for the next task; null if the pool is closed and no task is left. */
    private synchronized @Nullable Task take() {
        while (tasks.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Workers are not interrupted by this pool; they end when the pool is closed.
            }
        }
        idle--;
        return tasks.poll();
    }

    private synchronized void becomeIdle() {
        idle++;
    }

    /** Completes the queued tasks, then stops the workers and waits for them. */
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

    /** The voice of one worker, loaded on first use. Threading: confined to that worker. */
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
