package dev.parlando.command.wyoming;

import dev.parlando.SpeechEngine;
import dev.parlando.command.rotation.Completions;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The answer to the event {@code describe}: the voices, each with all languages of the model. Stateless. */
final class WyomingInfo {
    /** The version of the protocol that this package was written for. */
    static final String PROTOCOL_VERSION = "1.7.0";

    private static final Map<String, String> ATTRIBUTION = Map.of("name", "ElevenLabs", "url", "https://elevenlabs.io");

    private WyomingInfo() {}

    /** Requests the voices and the models, and waits for them. */
    static WyomingEvent request(SpeechEngine engine, WyomingSettings settings) {
        List<String> languages = Completions.await(engine.models()).stream()
                .filter(model -> model.modelId().equals(settings.model()))
                .flatMap(model -> model.languages().stream())
                .map(Model.Language::languageId)
                .flatMap(Stream::ofNullable)
                .toList();
        List<Map<String, Object>> voices = Completions.await(engine.voices(VoiceQuery.ALL)).voices().stream()
                .map(voice -> voice(voice, languages))
                .toList();
        Map<String, Object> program = Map.of(
                "name",
                "parlando",
                "description",
                "Parlando",
                "attribution",
                ATTRIBUTION,
                "installed",
                true,
                "version",
                "1",
                "voices",
                voices,
                "supports_synthesize_streaming",
                true);
        return WyomingEvent.of("info", Map.of("tts", List.of(program)));
    }

    private static Map<String, Object> voice(Voice voice, List<String> languages) {
        return Map.of(
                "name",
                voice.voiceId(),
                "description",
                Objects.requireNonNullElse(voice.name(), voice.voiceId()),
                "attribution",
                ATTRIBUTION,
                "installed",
                true,
                "version",
                "1",
                "languages",
                languages);
    }
}
