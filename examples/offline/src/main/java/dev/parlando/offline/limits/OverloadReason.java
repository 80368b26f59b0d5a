package dev.parlando.offline.limits;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.load.ServiceLimits;

/** The reasons for which the service refuses a well-formed request with status 429. */
enum OverloadReason {
    /** The client's own concurrency limit is reached and the queue is full. */
    CONCURRENT("concurrent_limit_exceeded", "too_many_concurrent_requests"),
    /** The service as a whole is overloaded. */
    BUSY("system_busy", "system_busy"),
    /** The client sends too many requests per unit of time. */
    RATE("rate_limit_exceeded", "rate_limit_exceeded");

    private final String code;
    private final String status;

    OverloadReason(String code, String status) {
        this.code = code;
        this.status = status;
    }

    HttpErrorException toException(ServiceLimits limits) {
        HttpErrorException refusal =
                HttpErrorException.of(429, "rate_limit_error", code, status, message(limits), null);
        boolean withRetryAfter = this != CONCURRENT && limits.retryAfterSeconds() > 0;
        return withRetryAfter ? refusal.withHeader("retry-after", limits.retryAfterSeconds()) : refusal;
    }

    private String message(ServiceLimits limits) {
        return switch (this) {
            case CONCURRENT ->
                "Too many concurrent requests. At most " + limits.maximumConcurrent()
                        + " requests may run concurrently, and the queue of " + limits.queueLength() + " is full.";
            case BUSY -> "The system is busy, please try again later.";
            case RATE -> "Too many requests in a short time, please try again later.";
        };
    }
}
