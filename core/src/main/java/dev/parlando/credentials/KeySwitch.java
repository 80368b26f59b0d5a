package dev.parlando.credentials;

/**
 * Tells that new requests carry another key from now on. Immutable.
 *
 * @param from fingerprint of the key of before
 * @param to fingerprint of the key of now
 * @param cause why
 */
public record KeySwitch(String from, String to, Cause cause) {

    /** Names why a key was switched. */
    public enum Cause {
        /** The provider said so. */
        PROVIDED,
        /** The service refused the key of before for good, and this was its standby. */
        FAILED_OVER
    }
}
