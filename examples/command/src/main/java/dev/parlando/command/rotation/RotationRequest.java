package dev.parlando.command.rotation;

import dev.parlando.credentials.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Says which key is to be replaced. Immutable.
 *
 * @param serviceAccountId whose key it is
 * @param keyId the key
 * @param caller the key that makes the calls; null if that is not known
 * @param trustFile whether the file is believed to hold that key even if the service's hint says otherwise
 */
public record RotationRequest(String serviceAccountId, String keyId, @Nullable ApiKey caller, boolean trustFile) {}
