package dev.parlando.internal.feed;

import dev.parlando.error.EngineClosedException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the {@linkplain FedStream streams} of one source, which call the handlers. They are shared by all
 * streams, started on demand, and end when idle.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class FeedRunner implements AutoCloseable {
    private static final int THREADS = 2;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 2;

    private final String name;
    private final LiveTimer timer;
    private final ThreadPoolExecutor threads;
    private final Set<FedStream> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Creates a runner without threads.
     *
     * @param name the name of the source in errors, such as "cache", and in the names of threads
     * @param timer measures the deadlines of calls
     */
    public FeedRunner(String name, LiveTimer timer) {
        this.name = name;
        this.timer = timer;
        this.threads = pool("parlando-" + name, THREADS, true);
    }

    /**
     * Creates a pool of daemon threads that end when idle.
     *
     * @param shared whether the threads call handlers, so that no code on them may wait
     */
    public static ThreadPoolExecutor pool(String threadName, int threads, boolean shared) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> shared ? EngineThread.createShared(threadName, task) : EngineThread.create(threadName, task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Starts a stream that delivers the audio of a feed. */
    public SpeechStream start(SpeechRequest request, ChunkHandler handler, CallOptions options, AudioFeed feed) {
        FedStream stream = new FedStream(this, request, handler, options, feed);
        running.add(stream);
        stream.start();
        if (closed) {
            stream.abort(closedError());
        }
        return stream;
    }

    /** Rejects a call after {@link #close()}. */
    public void checkOpen() {
        if (closed) {
            throw closedError();
        }
    }

    private EngineClosedException closedError() {
        return new EngineClosedException("the " + name + " is closed; create another one");
    }

    LiveTimer timer() {
        return timer;
    }

    /** Runs a step of a stream; after {@link #close()} on the caller's thread. */
    void execute(Runnable step) {
        try {
            threads.execute(step);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) { // Shut down, or no thread can be created.
            step.run();
        }
    }

    void onEnded(FedStream stream) {
        running.remove(stream);
    }

    /** Fails the running streams with an {@link EngineClosedException}, and ends the threads. */
    @Override
    public void close() {
        closed = true;
        running.forEach(stream -> stream.abort(closedError()));
        close(threads);
    }

    /** Ends a pool after its waiting tasks, and waits for that unless the caller is a shared thread. */
    public static void close(ExecutorService pool) {
        pool.shutdown();
        if (EngineThread.isCurrentShared()) {
            return;
        }
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
