package dev.parlando.credentials;

import dev.parlando.error.ServiceError;

/**
 * Tells that the service does not take a key any more: it is wrong, disabled, deleted or was found in public. Immutable.
 *
 * @param keyFingerprint fingerprint of the key
 * @param error what the service said
 * @param replaced whether another key took over; otherwise requests fail until the provider has a new one
 */
public record KeyRejection(String keyFingerprint, ServiceError error, boolean replaced) {}
