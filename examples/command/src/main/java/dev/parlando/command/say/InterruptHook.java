package dev.parlando.command.say;

/**
 * Ends what is under way when the process is told to end, by Ctrl-C for one.
 *
 * <p>Threading: {@code raised} is written by the JVM's shutdown and read by the main thread.
 */
final class InterruptHook implements AutoCloseable {
    private final Thread hook;
    private volatile boolean raised;

    /** Has the ending run, on a thread of its own, when the process is told to end before {@link #close()}. */
    InterruptHook(Runnable onInterrupt) {
        hook = new Thread(
                () -> {
                    raised = true;
                    onInterrupt.run();
                },
                "parlando-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns whether the process is ending, so that what fails now is no news. */
    boolean raised() {
        return raised;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyRunning) {
            // The hook does the rest.
        }
    }
}
