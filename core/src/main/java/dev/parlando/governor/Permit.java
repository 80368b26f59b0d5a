package dev.parlando.governor;

import org.jspecify.annotations.Nullable;

/**
 * Allows one request to run that is not the engine's own, such as another client's of the same account.
 *
 * <p>Threading: safe for use from any thread.
 */
public interface Permit extends AutoCloseable {
    /** Returns how the limit was when the permit was given. */
    LimitSnapshot limitAtPermit();

    /**
     * Tells what the service said in the head of its answer, which also counts as a success; what it left out is null.
     *
     * @param current header {@code current-concurrent-requests}
     * @param maximum header {@code maximum-concurrent-requests}
     * @param workspace header {@code workspace-concurrent-requests}
     */
    void onResponse(@Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace);

    /** Gives the permit back; a second call does nothing. */
    @Override
    void close();
}
