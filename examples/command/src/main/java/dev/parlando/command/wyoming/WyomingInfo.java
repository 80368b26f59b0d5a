package dev.parlando.command.wyoming;

import dev.parlando.SpeechEngine;
import dev.parlando.command.rotation.Completions;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceQuery;
import java.util.LinkedHashMap;
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
    static WyomingEvent request(SpeechEngine engine, SpeechRequest template) {
        List<String> languages = Completions.await(engine.models()).stream()
                .filter(model -> model.modelId().equals(template.modelId()))
                .flatMap(model -> model.languages().stream())
                .map(Model.Language::languageId)
                .flatMap(Stream::ofNullable)
                .toList();
        List<Map<String, Object>> voices = Completions.await(engine.voices(VoiceQuery.ALL)).voices().stream()
                .map(voice -> voice(voice, languages))
                .toList();
        Map<String, Object> program = artifact("parlando", "Parlando");
        program.put("voices", voices);
        program.put("supports_synthesize_streaming", true);
        return WyomingEvent.of("info", Map.of("tts", List.of(program)));
    }

    private static Map<String, Object> voice(Voice voice, List<String> languages) {
        Map<String, Object> info = artifact(voice.voiceId(), Objects.requireNonNullElse(voice.name(), voice.voiceId()));
        info.put("languages", languages);
        return info;
    }

    /** Returns the values that programs and voices have in common. */
    private static Map<String, Object> artifact(String name, String description) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", name);
        info.put("description", description);
        info.put("attribution", ATTRIBUTION);
        info.put("installed", true);
        info.put("version", "1");
        return info;
    }
}
