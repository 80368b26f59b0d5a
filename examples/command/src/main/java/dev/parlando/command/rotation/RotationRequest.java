package dev.parlando.command.rotation;

import dev.parlando.credentials.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * A request to replace a key. Immutable.
 *
 * @param serviceAccountId the service account that owns the key
 * @param keyId the key to replace
 * @param caller the key that makes the calls; null if unknown
 * @param trustFile whether to assume that the file contains the key even if the service's hint contradicts this
 */
public record RotationRequest(String serviceAccountId, String keyId, @Nullable ApiKey caller, boolean trustFile) {}
