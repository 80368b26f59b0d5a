package dev.parlando.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parlando.speech.PronunciationDictionary;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.text.DialogueLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A writer of the bodies of create-speech calls; fields that are not set are omitted. Stateless. */
public final class SpeechRequestJson {
    private static final JsonFactory JSON = JsonFactories.create();

    private SpeechRequestJson() {}

    /** Returns the body as UTF-8 JSON. */
    public static byte[] write(SpeechRequest request) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(256 + request.text().length());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            text(json, request);
            string(json, "model_id", request.modelId());
            string(json, "language_code", request.languageCode());
            settings(json, request.dialogueLines().isEmpty() ? "voice_settings" : "settings", request.voiceSettings());
            dictionaries(json, request.pronunciationDictionaries());
            if (request.seed() != null) {
                json.writeNumberField("seed", request.seed());
            }
            context(json, request);
            if (request.textNormalization() != null) {
                json.writeStringField(
                        "apply_text_normalization", request.textNormalization().value());
            }
            bool(json, "apply_language_text_normalization", request.languageTextNormalization());
            bool(json, "use_pvc_as_ivc", usePvcAsIvc(request));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    @SuppressWarnings("deprecation") // The service still accepts the field.
    private static @Nullable Boolean usePvcAsIvc(SpeechRequest request) {
        return request.usePvcAsIvc();
    }

    private static void text(JsonGenerator json, SpeechRequest request) throws IOException {
        if (request.dialogueLines().isEmpty()) {
            json.writeStringField("text", request.text());
            return;
        }
        json.writeArrayFieldStart("inputs");
        for (DialogueLine line : request.dialogueLines()) {
            json.writeStartObject();
            json.writeStringField("text", line.text());
            json.writeStringField("voice_id", line.voiceId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void context(JsonGenerator json, SpeechRequest request) throws IOException {
        string(json, "previous_text", request.previousText());
        string(json, "next_text", request.nextText());
        strings(json, "previous_request_ids", request.previousRequestIds());
        strings(json, "next_request_ids", request.nextRequestIds());
    }

    static void settings(JsonGenerator json, String field, @Nullable VoiceSettings settings) throws IOException {
        if (settings == null) {
            return;
        }
        json.writeObjectFieldStart(field);
        number(json, "stability", settings.stability());
        number(json, "similarity_boost", settings.similarityBoost());
        number(json, "style", settings.style());
        bool(json, "use_speaker_boost", settings.useSpeakerBoost());
        number(json, "speed", settings.speed());
        json.writeEndObject();
    }

    static void dictionaries(JsonGenerator json, List<PronunciationDictionary> dictionaries) throws IOException {
        if (dictionaries.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("pronunciation_dictionary_locators");
        for (PronunciationDictionary dictionary : dictionaries) {
            json.writeStartObject();
            json.writeStringField("pronunciation_dictionary_id", dictionary.id());
            string(json, "version_id", dictionary.versionId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void string(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private static void bool(JsonGenerator json, String name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(name, value);
        }
    }
}
