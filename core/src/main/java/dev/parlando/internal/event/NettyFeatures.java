package dev.parlando.internal.event;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * Features that only some of the supported versions of Netty have, each with its replacement. Applications pin their own
 * version, such as 4.1. Stateless.
 */
public final class NettyFeatures {
    private static final boolean TICKER = has(EventExecutor.class, "ticker");
    private static final boolean FAST_THREAD_LOCALS =
            has(FastThreadLocalThread.class, "runWithFastThreadLocal", Runnable.class);

    private NettyFeatures() {}

    /** Returns the time of an event loop in nanoseconds; comparable to other times of the same loop only. */
    public static long nanoTime(EventExecutor loop) {
        return TICKER ? loop.ticker().nanoTime() : System.nanoTime();
    }

    /**
     * Runs the task of an event loop on a thread that is not Netty's own. Without fast thread locals, threads share some
     * caches of Netty under a lock.
     */
    public static void runLoop(Runnable task) {
        if (FAST_THREAD_LOCALS) {
            FastThreadLocalThread.runWithFastThreadLocal(task);
        } else {
            task.run();
        }
    }

    private static boolean has(Class<?> type, String method, Class<?>... parameters) {
        try {
            type.getMethod(method, parameters);
            return true;
        } catch (NoSuchMethodException olderVersion) {
            return false;
        }
    }
}
