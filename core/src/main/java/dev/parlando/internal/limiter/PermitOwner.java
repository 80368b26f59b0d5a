package dev.parlando.internal.limiter;

import dev.parlando.error.EngineClosedException;
import dev.parlando.network.RetryPolicy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine, or the user's code, that makes permit requests. Closing it refuses its own requests and no others.
 *
 * <p>Threading: safe for use from any thread.
 */
final class PermitOwner {
    private final RetryPolicy retryPolicy;
    private final Supplier<String> keyFingerprint;
    private volatile @Nullable String closedPart;

    /**
     * Creates an owner that is open.
     *
     * @param retryPolicy determines the delays while the service is busy
     * @param keyFingerprint identifies the key in use without revealing it
     */
    PermitOwner(RetryPolicy retryPolicy, Supplier<String> keyFingerprint) {
        this.retryPolicy = retryPolicy;
        this.keyFingerprint = keyFingerprint;
    }

    RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    String keyFingerprint() {
        return keyFingerprint.get();
    }

    /**
     * Refuses future requests; the limiters refuse those that wait. Repeated calls have no effect.
     *
     * @param part the part that is closed, for the error: engine or governor
     */
    synchronized void close(String part) {
        if (closedPart == null) {
            closedPart = part;
        }
    }

    boolean isClosed() {
        return closedPart != null;
    }

    /** Returns the error for a request of a closed owner. */
    EngineClosedException closedError() {
        return new EngineClosedException("the " + closedPart + " was closed before a permit was free");
    }
}
