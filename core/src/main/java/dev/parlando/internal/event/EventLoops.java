package dev.parlando.internal.event;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of one engine or server, each with a shared thread.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}.
 */
public final class EventLoops implements AutoCloseable {
    /** Limit on each step of closing, together for all threads. */
    private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The shortest quiet period with which a loop does another round after its shutdown hooks. */
    private static final long QUIET_NANOS = 1;

    private final String threadName;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final EventLoopGroup group;

    /**
     * Starts the loops.
     *
     * @param threadName prefix of the names of the threads, to which a number is appended
     */
    @SuppressWarnings("deprecation") // Netty 4.1 has no other class.
    public EventLoops(String threadName, int count) {
        this.threadName = threadName;
        group = new NioEventLoopGroup(count, this::newThread);
        initializeBuffers();
    }

    private Thread newThread(Runnable task) {
        Thread thread =
                EngineThread.createShared(threadName + "-" + (threads.size() + 1), () -> NettyFeatures.runLoop(task));
        threads.add(thread);
        return thread;
    }

    /**
     * Lets an event loop be the first to use the buffers of Netty. They store a value in the thread that does, and that
     * of a caller would keep it after the engine is closed.
     */
    private void initializeBuffers() {
        group.next().submit(() -> ByteBufAllocator.DEFAULT).awaitUninterruptibly();
    }

    /** Returns the loops in turn. */
    public EventLoop next() {
        return group.next();
    }

    /** Returns all loops. */
    public EventLoopGroup group() {
        return group;
    }

    /** Ends the loops and waits for their threads. */
    @Override
    public void close() {
        if (!group.isShuttingDown()) {
            group.forEach(EventLoops::addLastRound);
        }
        group.shutdownGracefully(QUIET_NANOS, CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS)
                .awaitUninterruptibly(2 * CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        // Netty reports the end of a loop shortly before its thread ends.
        long deadlineNanos = System.nanoTime() + CLOSE_TIMEOUT_NANOS;
        threads.forEach(thread -> Uninterruptibly.join(thread, deadlineNanos - System.nanoTime()));
    }

    /**
     * Lets a loop do one more round after its shutdown has begun, in which it closes its channels. If the shutdown begins
     * while the loop runs tasks, a loop of Netty 4.2 ends after them, and its channels stay open for ever.
     */
    private static void addLastRound(EventExecutor loop) {
        ((SingleThreadEventExecutor) loop).addShutdownHook(() -> {});
    }
}
