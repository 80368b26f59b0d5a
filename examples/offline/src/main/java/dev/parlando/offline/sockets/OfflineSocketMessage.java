package dev.parlando.offline.sockets;

import dev.parlando.offline.generation.CharacterTimes;
import dev.parlando.offline.generation.SocketChunk;
import dev.parlando.offline.json.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A writer of the server's messages in one of the two spellings of keys. */
enum OfflineSocketMessage {
    /** The TTS sockets. */
    CAMEL("isFinal", "contextId", "normalizedAlignment", "charStartTimesMs", "charDurationsMs"),
    /** The dialogue sockets, and at times the TTS sockets. */
    SNAKE("is_final", "context_id", "normalized_alignment", "char_start_times_ms", "char_durations_ms");

    private static final String AUDIO = "audio";
    private static final String ALIGNMENT = "alignment";

    private final String isFinal;
    private final String contextId;
    private final String normalized;
    private final String starts;
    private final String durations;

    OfflineSocketMessage(String isFinal, String contextId, String normalized, String starts, String durations) {
        this.isFinal = isFinal;
        this.contextId = contextId;
        this.normalized = normalized;
        this.starts = starts;
        this.durations = durations;
    }

    /** Returns an audio message. */
    byte[] audio(SocketChunk chunk, @Nullable String context, boolean withFinal) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(AUDIO, Base64.getEncoder().encodeToString(chunk.audio()));
        if (withFinal) {
            json.put(isFinal, null);
        }
        json.put(ALIGNMENT, times(chunk.sent()));
        json.put(normalized, times(chunk.spoken()));
        return write(json, context);
    }

    private @Nullable Map<String, Object> times(@Nullable CharacterTimes times) {
        if (times == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("chars", times.characters());
        json.put(starts, times.startsMillis());
        json.put(durations, times.durationsMillis());
        return json;
    }

    /** Returns the final message of a context of a TTS socket. */
    byte[] finalOfSpeech(@Nullable String context) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(AUDIO, null);
        json.put(isFinal, true);
        json.put(ALIGNMENT, null);
        json.put(normalized, null);
        return write(json, context);
    }

    /** Returns a message with one member that is true. */
    byte[] mark(String name, @Nullable String context) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(name, true);
        return write(json, context);
    }

    /** Returns the undocumented message after a flush. */
    byte[] flushDone(@Nullable String context) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", "flush_done");
        return write(json, context);
    }

    private byte[] write(Map<String, @Nullable Object> json, @Nullable String context) {
        if (context != null) {
            json.put(contextId, context);
        }
        return Json.write(json);
    }

    /** Returns an error message. */
    static byte[] error(SocketErrorException error, int code) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", error.text());
        json.put("error", error.error());
        json.put("code", code);
        return Json.write(json);
    }
}
