package dev.parlando.speech;

import org.jspecify.annotations.Nullable;

/**
 * Holds what the service said in the head of a successful response; a header that was missing is null.
 *
 * <p>Source: response headers of the ElevenLabs API, observed in 2026.
 *
 * @param protocol {@code h2} over TLS or {@code h2c} in the clear
 * @param connectionReused whether the connection had been open before this request
 * @param keyFingerprint fingerprint of the key that the request carried; null for none
 * @param contentType header {@code content-type}
 * @param requestId header {@code request-id}: the id for stitching and support
 * @param historyItemId header {@code history-item-id}
 * @param characterCost header {@code character-cost}: credits billed
 * @param currentConcurrentRequests requests running on the account, this one included
 * @param maximumConcurrentRequests the limit that applies
 * @param workspaceConcurrentRequests requests running in the whole workspace
 * @param region header {@code x-region}
 * @param traceId header {@code x-trace-id}
 */
public record SpeechResponse(
        String protocol,
        boolean connectionReused,
        @Nullable String keyFingerprint,
        @Nullable String contentType,
        @Nullable String requestId,
        @Nullable String historyItemId,
        @Nullable Integer characterCost,
        @Nullable Integer currentConcurrentRequests,
        @Nullable Integer maximumConcurrentRequests,
        @Nullable Integer workspaceConcurrentRequests,
        @Nullable String region,
        @Nullable String traceId) {}
