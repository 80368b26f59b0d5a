package dev.parlando.internal.event;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the library: a daemon that keeps nothing of the code that happened to start it.
 *
 * <p>It inherits neither thread locals nor a priority, and its context class loader is the library's own. A shared engine often outlives
 * the plugin that made its first call, and an inherited class loader or value would keep that plugin in memory. The own
 * loader finds the same services on every thread, and adds no reference to those of the running code.
 *
 * <p>A shared thread has a {@link BackgroundLog}, which it closes when it ends.
 *
 * <p>Threading: as any thread.
 */
public final class EngineThread extends Thread {
    /** The log of a shared thread; null if the thread is not shared. */
    private final @Nullable BackgroundLog log;

    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on the priority; it makes late packets and audio rarer.
    private EngineThread(String name, Runnable task, boolean shared, int priority) {
        super(null, task, name, 0, false);
        log = shared ? new BackgroundLog() : null;
        setDaemon(true);
        setPriority(priority);
        setContextClassLoader(EngineThread.class.getClassLoader());
    }

    /** Creates a thread, which the caller starts. */
    public static EngineThread create(String name, Runnable task) {
        return create(name, task, false, NORM_PRIORITY);
    }

    /** Creates a thread that all streams or utterances share, so that no code on it may wait for one of them. */
    public static EngineThread createShared(String name, Runnable task) {
        return create(name, task, true, NORM_PRIORITY);
    }

    /**
     * Creates a shared thread that has times to keep, with the highest priority. On Linux and macOS, the JVM passes
     * it on only with {@code -XX:ThreadPriorityPolicy=1}, and if the process may raise priorities.
     */
    public static EngineThread createTimed(String name, Runnable task) {
        return create(name, task, true, MAX_PRIORITY);
    }

    @SuppressWarnings("removal") // A JDK before 24 stores the callers' protection domains in each thread otherwise.
    private static EngineThread create(String name, Runnable task, boolean shared, int priority) {
        return AccessController.doPrivileged(
                (PrivilegedAction<EngineThread>) () -> new EngineThread(name, task, shared, priority));
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            if (log != null) {
                log.close();
            }
        }
    }

    /** Returns the log of the caller's thread; null unless it is shared. */
    static @Nullable BackgroundLog currentLog() {
        return Thread.currentThread() instanceof EngineThread thread ? thread.log : null;
    }

    /** Returns whether the caller runs on a shared thread of any engine or player. */
    public static boolean isCurrentShared() {
        return currentLog() != null;
    }

    /**
     * Checks that the caller may wait. On a shared thread it would silence all streams, and might wait for itself.
     *
     * @param call the blocking call, such as {@code join()}
     * @param alternative the call that does not block
     * @throws IllegalStateException on a shared thread
     */
    public static void checkMayWait(String call, String alternative) {
        if (isCurrentShared()) {
            throw new IllegalStateException(
                    call + " would block " + Thread.currentThread().getName() + ", which all streams share; use "
                            + alternative + " or another thread");
        }
    }
}
