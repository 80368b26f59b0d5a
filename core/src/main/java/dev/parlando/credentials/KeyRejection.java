package dev.parlando.credentials;

import dev.parlando.error.ServiceError;
import java.util.Objects;

/**
 * Event that reports a key which the service no longer accepts: it is wrong, disabled, deleted or was exposed publicly.
 * Immutable.
 *
 * @param keyFingerprint fingerprint of the key
 * @param error the error object of the response
 * @param replaced whether another key replaces it; otherwise requests fail until the provider returns a new one
 */
public record KeyRejection(String keyFingerprint, ServiceError error, boolean replaced) {
    public KeyRejection {
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(error, "error");
    }
}
