package dev.parlando.account;

import dev.parlando.credentials.ApiKey;

/**
 * Holds a key that was just created. Immutable.
 *
 * @param keyId names the key in calls
 * @param secret the key itself, which cannot be asked for again
 */
public record CreatedKey(String keyId, ApiKey secret) {}
