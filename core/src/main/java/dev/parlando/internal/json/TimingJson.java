package dev.parlando.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parlando.error.ServiceError;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.VoiceSegment;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one object of a response with timestamps, except its audio. The audio is useful without times, so no
 * damage to them is an error. A missing or unreadable time is that of the adjacent character. Characters without any
 * time are dropped. Confined to one thread.
 */
public final class TimingJson {
    private static final int OK = 200;

    private @Nullable Alignment alignment;
    private @Nullable Alignment normalizedAlignment;
    private List<VoiceSegment> voiceSegments = List.of();
    private boolean damaged;
    private final ObjectNode otherFields = JsonNodeFactory.instance.objectNode();

    private TimingJson(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "alignment" -> alignment = readAlignment(json);
                case "normalized_alignment", "normalizedAlignment" -> normalizedAlignment = readAlignment(json);
                case "voice_segments" -> voiceSegments = VoiceSegmentReader.read(json.<JsonNode>readValueAsTree());
                default -> otherFields.set(name, json.<JsonNode>readValueAsTree());
            }
        }
    }

    /** Reads an object; returns null if the JSON is not an object. */
    public static @Nullable TimingJson read(byte[] json, int length) {
        try (JsonParser parser = ResponseJson.parser(json, length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? new TimingJson(parser) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private @Nullable Alignment readAlignment(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            damaged |= json.currentToken() != JsonToken.VALUE_NULL;
            json.skipChildren();
            return null;
        }
        AlignmentReader lists = new AlignmentReader(json);
        damaged |= lists.isDamaged();
        return lists.alignment();
    }

    /** Returns the times; null if there are none. */
    public @Nullable SpeechTiming timing() {
        return alignment == null && normalizedAlignment == null && voiceSegments.isEmpty()
                ? null
                : new SpeechTiming(alignment, normalizedAlignment, voiceSegments);
    }

    /** Returns whether times are missing. */
    public boolean isDamaged() {
        return damaged;
    }

    /** Returns the failure that the object reports; null if it reports none. */
    public @Nullable ServiceError error(ErrorRedaction redaction) {
        return ErrorFields.isError(otherFields) ? ErrorJson.error(OK, otherFields, redaction, null) : null;
    }
}
