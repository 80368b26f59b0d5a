package dev.parlando.internal.event;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the library: a daemon that keeps nothing of the code that happened to start it.
 *
 * <p>It inherits no thread locals, and its context class loader is the library's own. A shared engine often outlives
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

    private EngineThread(String name, Runnable task, boolean shared) {
        super(null, task, name, 0, false);
        log = shared ? new BackgroundLog() : null;
        setDaemon(true);
        setContextClassLoader(EngineThread.class.getClassLoader());
    }

    /** Creates a thread, which the caller starts. */
    public static EngineThread create(String name, Runnable task) {
        return create(name, task, false);
    }

    /** Creates a thread that all streams or utterances share, so that no code on it may wait for one of them. */
    public static EngineThread createShared(String name, Runnable task) {
        return create(name, task, true);
    }

    @SuppressWarnings("removal") // A JDK before 24 stores the callers' protection domains in each thread otherwise.
    private static EngineThread create(String name, Runnable task, boolean shared) {
        return AccessController.doPrivileged(
                (PrivilegedAction<EngineThread>) () -> new EngineThread(name, task, shared));
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
