package dev.parlando.governor;

import org.jspecify.annotations.Nullable;

/**
 * Permission to run one request that the engine does not send itself, such as one of another client of the same
 * account.
 *
 * <p>Threading: safe for use from any thread; no method blocks.
 */
public interface Permit extends AutoCloseable {
    /** Returns the state of the limit when the permit was granted. */
    LimitSnapshot limitAtPermit();

    /**
     * Reports the concurrency headers of the response, and that the service accepted the request. Pass null for an
     * absent header.
     *
     * @param current header {@code current-concurrent-requests}
     * @param maximum header {@code maximum-concurrent-requests}
     * @param workspace header {@code workspace-concurrent-requests}
     */
    void onResponse(@Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace);

    /** Returns the permit to the governor. Repeated calls have no effect. */
    @Override
    void close();
}
