package dev.parlando.offline.sockets;

import dev.parlando.offline.calls.SpeechRequestValidator;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.OfflineModel;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings in the first message of a TTS context. Later messages may repeat them unchanged.
 *
 * @param members the members as received, for comparison
 * @param speed speed factor
 * @param schedule chunk lengths; empty for the default
 */
record TtsInit(Map<String, @Nullable Object> members, double speed, List<Integer> schedule) {
    private static final List<String> NAMES =
            List.of("voice_settings", "generation_config", "pronunciation_dictionary_locators");
    private static final int MIN_CHUNK_LENGTH = 50;
    private static final int MAX_CHUNK_LENGTH = 500;

    /** Reads and validates the settings of a first message. */
    static TtsInit read(Map<String, @Nullable Object> message, JsonReader reader, OfflineModel model) {
        JsonReader settings = reader.object("voice_settings");
        BigDecimal speed = SpeechRequestValidator.readSettings(settings);
        List<Integer> schedule = schedule(reader.object("generation_config"));
        for (JsonReader locator : reader.objects("pronunciation_dictionary_locators")) {
            locator.requiredString("pronunciation_dictionary_id");
            locator.requiredString("version_id");
        }
        reader.throwIfInvalid();
        SpeechRequestValidator rules = new SpeechRequestValidator(model, reader);
        rules.checkSettings(settings);
        rules.checkLists();
        return new TtsInit(settings(message), speed == null ? 1 : speed.doubleValue(), schedule);
    }

    private static List<Integer> schedule(JsonReader config) {
        return config.integers("chunk_length_schedule", MIN_CHUNK_LENGTH, MAX_CHUNK_LENGTH);
    }

    private static Map<String, @Nullable Object> settings(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        NAMES.stream().filter(message::containsKey).forEach(name -> found.put(name, message.get(name)));
        return found;
    }

    /**
     * Checks that a later message has no other settings.
     *
     * @throws SocketErrorException if it does
     */
    void requireSame(Map<String, @Nullable Object> message) {
        settings(message).forEach((name, value) -> {
            if (!members.containsKey(name) || !Objects.equals(members.get(name), value)) {
                throw SocketErrorException.invalid(
                        name + " field must be provided in the first message and cannot change afterwards");
            }
        });
    }
}
