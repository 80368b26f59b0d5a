package dev.parlando.audio.internal.pace;

/**
 * The owner of a {@link PaceLoop}.
 *
 * <p>Threading: safe for use from any thread. No method blocks, except {@link #close()}.
 */
public interface Pacer extends AutoCloseable {
    /** Adds a task, which starts soon. */
    void add(PacedTask task);

    /** Requests a call of {@link PacedTask#onWake}. */
    void wake(PacedTask task);

    /** Ends all tasks, and waits a short time for it. */
    @Override
    void close();
}
