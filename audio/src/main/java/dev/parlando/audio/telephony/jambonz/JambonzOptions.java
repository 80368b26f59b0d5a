package dev.parlando.audio.telephony.jambonz;

import dev.parlando.internal.websocket.WebSocketServerSettings.Identity;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a server. Immutable.
 *
 * @param apiKey the key that jambonz sends; null to accept any request
 * @param voice the voice for requests without one; null for the default voice of the engine
 */
record JambonzOptions(
        @Nullable String apiKey,
        String host,
        int port,
        @Nullable Identity tls,
        @Nullable String voice,
        String model,
        int maxConnections) {
    private static final int DEFAULT_RATE_HZ = 16_000;
    /** The linear formats that every plan of the service has. */
    private static final List<OutputFormat> LINEAR = List.of(
            OutputFormat.PCM_8000,
            OutputFormat.PCM_16000,
            OutputFormat.PCM_22050,
            OutputFormat.PCM_24000,
            OutputFormat.PCM_32000,
            OutputFormat.PCM_48000);

    /** Returns whether a header {@code Authorization} has the key. The time does not depend on the key. */
    boolean isAuthorized(@Nullable String authorization) {
        return apiKey == null
                || (authorization != null
                        && MessageDigest.isEqual(
                                ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8),
                                authorization.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the linear format of the call's rate, or of 16 kHz, which jambonz resamples. */
    static OutputFormat linear(int callRateHz) {
        return LINEAR.stream()
                .filter(format -> format.sampleRateHz() == callRateHz)
                .findFirst()
                .orElseGet(() -> linear(DEFAULT_RATE_HZ));
    }

    /**
     * Returns the request for the text of a connection, which is written later.
     *
     * @throws dev.parlando.error.InvalidRequestException if the voice is invalid
     */
    SpeechRequest template(QueryText query) {
        return complete(SpeechRequest.template(), query.voice(), linear(query.sampleRateHz()));
    }

    /**
     * Returns the request for a text.
     *
     * @param requestedVoice the voice that the application of jambonz has set; null or blank for none
     * @throws dev.parlando.error.InvalidRequestException if the voice or the text is invalid
     */
    SpeechRequest request(String text, @Nullable String requestedVoice, OutputFormat format) {
        return complete(SpeechRequest.builder(text), requestedVoice, format);
    }

    private SpeechRequest complete(SpeechRequestBuilder builder, @Nullable String requestedVoice, OutputFormat format) {
        String chosen = requestedVoice == null || requestedVoice.isBlank() ? voice : requestedVoice;
        if (chosen != null) {
            builder.voice(chosen);
        }
        return builder.model(model).outputFormat(format).build();
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return "JambonzOptions[" + host + ":" + port + "]";
    }
}
