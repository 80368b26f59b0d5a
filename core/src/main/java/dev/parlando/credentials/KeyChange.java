package dev.parlando.credentials;

/**
 * Tells that new requests carry another key from now on. Immutable.
 *
 * @param previousFingerprint fingerprint of the key of before
 * @param newFingerprint fingerprint of the key of now
 * @param cause why
 */
public record KeyChange(String previousFingerprint, String newFingerprint, Cause cause) {

    /** Names why a key was switched. */
    public enum Cause {
        /** The provider said so. */
        PROVIDED,
        /** The service refused the key of before for good, and this was its standby. */
        FAILED_OVER
    }
}
