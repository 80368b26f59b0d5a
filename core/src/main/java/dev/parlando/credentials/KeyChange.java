package dev.parlando.credentials;

import java.util.Objects;

/**
 * Event that reports the change to another key for new requests. Immutable.
 *
 * @param previousFingerprint fingerprint of the previous key
 * @param newFingerprint fingerprint of the new key
 * @param cause the reason for the change
 */
public record KeyChange(String previousFingerprint, String newFingerprint, Cause cause) {
    public KeyChange {
        Objects.requireNonNull(previousFingerprint, "previousFingerprint");
        Objects.requireNonNull(newFingerprint, "newFingerprint");
        Objects.requireNonNull(cause, "cause");
    }

    /** Reason for a change of key. */
    public enum Cause {
        /** The provider returned another key. */
        PROVIDED,
        /** The service rejected the previous key for good, and the new one was its standby. */
        FAILED_OVER
    }
}
