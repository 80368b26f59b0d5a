package dev.parlando.internal.event;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * A thread of the library: a daemon that keeps nothing of the code that happened to start it.
 *
 * <p>It inherits no thread locals, and its context class loader is the library's own. A shared engine often outlives
 * the plugin that made its first call, and an inherited class loader or value would keep that plugin in memory. The own
 * loader finds the same services on every thread, and adds no reference to those of the running code.
 *
 * <p>Threading: as any thread.
 */
public final class EngineThread extends Thread {
    private EngineThread(String name, Runnable task) {
        super(null, task, name, 0, false);
        setDaemon(true);
        setContextClassLoader(EngineThread.class.getClassLoader());
    }

    /** Creates a thread, which the caller starts. */
    @SuppressWarnings("removal") // A JDK before 24 stores the callers' protection domains in each thread otherwise.
    public static EngineThread create(String name, Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<EngineThread>) () -> new EngineThread(name, task));
    }
}
