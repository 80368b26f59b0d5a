package dev.parlando.speech;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a successful response and the connection that carried it. A missing header is null.
 *
 * <p>Source: response headers of the ElevenLabs API, observed in 2026.
 *
 * @param protocol {@code h2} over TLS or {@code h2c} over cleartext TCP; {@code cache} or {@code program} for audio of such
 *     a source
 * @param connectionReused whether the connection was already open before this request
 * @param keyFingerprint fingerprint of the API key that the request carried; null if it carried none
 * @param contentType header {@code content-type}
 * @param requestId header {@code request-id}, the id for stitching and support
 * @param historyItemId header {@code history-item-id}
 * @param characterCost header {@code character-cost}, the number of credits billed
 * @param currentConcurrentRequests number of requests running on the account, including this one
 * @param maximumConcurrentRequests maximum number of concurrent requests
 * @param workspaceConcurrentRequests number of requests running in the whole workspace
 * @param region header {@code x-region}
 * @param traceId header {@code x-trace-id}
 * @param serverLatencyMillis header {@code tts-latency-ms}, the time of the service until its first audio; streamed
 *     responses of the service do not have it
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
        @Nullable String traceId,
        @Nullable Integer serverLatencyMillis) {
    public SpeechResponse {
        Objects.requireNonNull(protocol, "protocol");
    }
}
