package dev.parlando.internal.event;

/**
 * The token bucket of a budget for additional requests, retries or hedges (the throttling of gRPC proposal A6). Such a
 * request takes one token and a success adds a fraction of one. There are no such requests while the bucket is half full
 * or less.
 *
 * <p>Threading: owned by one thread, or guarded by its owner.
 */
public final class RetryTokens {
    /** Number of additional requests that a full bucket allows without a success. */
    public static final int BURST = 5;

    private static final double MAX_TOKENS = 2.0 * BURST;

    private final double perSuccess;
    private double tokens = MAX_TOKENS;

    /**
     * Creates a full bucket.
     *
     * @param perSuccess number of additional requests for each success, above 0
     */
    public RetryTokens(double perSuccess) {
        this.perSuccess = perSuccess;
    }

    /** Called when the service accepts a request. */
    public void onSuccess() {
        tokens = Math.min(MAX_TOKENS, tokens + perSuccess);
    }

    /** Takes a token for an additional request. Returns false if none may be sent. */
    public boolean take() {
        boolean allowed = tokens > MAX_TOKENS / 2;
        if (allowed) {
            tokens--;
        }
        return allowed;
    }
}
