package dev.parlando.command.console;

/**
 * A shutdown hook that stops the running work when the process is terminated, for example by Ctrl-C.
 *
 * <p>Threading: {@code raised} is written by the JVM's shutdown thread and read by the main thread.
 */
public final class InterruptHook implements AutoCloseable {
    private final Thread hook;
    private volatile boolean raised;

    /** Registers {@code onInterrupt} to run on its own thread if the process is terminated before {@link #close()}. */
    public InterruptHook(Runnable onInterrupt) {
        hook = new Thread(
                () -> {
                    raised = true;
                    onInterrupt.run();
                },
                "parlando-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether the process is shutting down, in which case failures need not be reported. */
    public boolean raised() {
        return raised;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyRunning) {
            // Shutdown has started; the hook closes everything.
        }
    }
}
