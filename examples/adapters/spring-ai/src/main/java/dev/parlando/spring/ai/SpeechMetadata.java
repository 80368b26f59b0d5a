package dev.parlando.spring.ai;

import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.tts.TextToSpeechResponseMetadata;

/**
 * The response headers of a speech request and the stages of its latency, as metadata of Spring AI. A value that the
 * service did not send has no entry.
 *
 * <p>The metadata of a stream has the stages up to the first byte, and that of a call has all stages.
 */
public final class SpeechMetadata extends TextToSpeechResponseMetadata {
    /** Id of the request, for stitching and the support of the service; a {@link String}. */
    public static final String REQUEST_ID = "request-id";
    /** Number of billed credits; an {@link Integer}. */
    public static final String CHARACTER_COST = "character-cost";
    /** Id in the history of the account; a {@link String}. */
    public static final String HISTORY_ITEM_ID = "history-item-id";
    /** Number of concurrent requests of the account, with this one; an {@link Integer}. */
    public static final String CURRENT_CONCURRENT_REQUESTS = "current-concurrent-requests";
    /** Maximum number of concurrent requests of the account; an {@link Integer}. */
    public static final String MAXIMUM_CONCURRENT_REQUESTS = "maximum-concurrent-requests";
    /** MIME type of the audio; a {@link String}. */
    public static final String CONTENT_TYPE = "content-type";
    /** Region that generated the audio; a {@link String}. */
    public static final String REGION = "region";
    /**
     * Milliseconds from the call to each stage, as a map from the names of {@link TimelineEvent} in lower case, such as
     * {@code first_byte}, to {@link Double}.
     */
    public static final String STAGES_MILLIS = "stages-millis";

    private SpeechMetadata() {}

    static SpeechMetadata of(@Nullable SpeechResponse response, Timeline timeline) {
        SpeechMetadata metadata = new SpeechMetadata();
        if (response != null) {
            metadata.putPresent(REQUEST_ID, response.requestId());
            metadata.putPresent(CHARACTER_COST, response.characterCost());
            metadata.putPresent(HISTORY_ITEM_ID, response.historyItemId());
            metadata.putPresent(CURRENT_CONCURRENT_REQUESTS, response.currentConcurrentRequests());
            metadata.putPresent(MAXIMUM_CONCURRENT_REQUESTS, response.maximumConcurrentRequests());
            metadata.putPresent(CONTENT_TYPE, response.contentType());
            metadata.putPresent(REGION, response.region());
        }
        metadata.put(STAGES_MILLIS, stages(timeline));
        return metadata;
    }

    private void putPresent(String name, @Nullable Object value) {
        if (value != null) {
            put(name, value);
        }
    }

    private static Map<String, Double> stages(Timeline timeline) {
        Map<String, Double> stages = new LinkedHashMap<>();
        for (TimelineEvent event : TimelineEvent.values()) {
            timeline.millis(event).ifPresent(millis -> stages.put(event.name().toLowerCase(Locale.ROOT), millis));
        }
        return stages;
    }
}
