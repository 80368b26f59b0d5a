package dev.parlando.error;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Error object of a response that rejects a request. Fields that the response omits are null. Immutable.
 *
 * <p>Source: the error object {@code detail} of the ElevenLabs API. {@code code} and {@code status} may differ, and
 * both carry meaning.
 *
 * @param httpStatus HTTP status of the response
 * @param type coarse class, such as {@code authentication_error}
 * @param code machine-readable reason, such as {@code voice_not_found}
 * @param status older machine-readable reason, such as {@code invalid_api_key}
 * @param message human-readable description by the service
 * @param parameter name of the invalid parameter
 * @param requestId correlation id for the vendor's support
 * @param retryAfter the wait that the service requests in the header {@code retry-after}
 */
public record ServiceError(
        int httpStatus,
        @Nullable String type,
        @Nullable String code,
        @Nullable String status,
        @Nullable String message,
        @Nullable String parameter,
        @Nullable String requestId,
        @Nullable Duration retryAfter)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of these {@code invalid_api_key} was observed; the others are the service's reasons to disable a key. */
    private static final Set<String> KEY_REJECTED = Set.of(
            "invalid_api_key",
            "api_key_disabled",
            "exposed_publicly",
            "self_disabled",
            "trial_ended",
            "subscription_downgrade");

    /** The service's reasons that exclude that it processed the request, although the HTTP status does not. */
    private static final Set<String> NOT_PROCESSED =
            Set.of("service_unavailable", "maintenance", "system_busy", "already_running", "concurrent_modification");

    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERRORS = 500;

    /**
     * Returns whether the service may have processed and billed the request. The statuses 408, 409 and 500 or above leave
     * that open, since a gateway may have sent them, unless the service's own error object states its reason.
     */
    public boolean mayBeProcessed() {
        boolean open = httpStatus == REQUEST_TIMEOUT || httpStatus == CONFLICT || httpStatus >= SERVER_ERRORS;
        return open && NOT_PROCESSED.stream().noneMatch(this::hasReason);
    }

    /** Returns whether the service has rejected the key for good, independent of the request. */
    public boolean rejectsKey() {
        return KEY_REJECTED.stream().anyMatch(this::hasReason);
    }

    /** Returns whether {@code code} or {@code status} equals the given reason. */
    public boolean hasReason(String reason) {
        return reason.equals(code) || reason.equals(status);
    }
}
