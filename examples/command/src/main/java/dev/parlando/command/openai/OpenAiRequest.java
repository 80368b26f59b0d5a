package dev.parlando.command.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.VoiceSettings;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request for speech in the form of OpenAI's API.
 *
 * <p>Source: "Create speech" in OpenAI's API reference. {@code instructions} and unknown members are ignored.
 *
 * @param speech the request to the engine
 * @param format the format of the response
 */
record OpenAiRequest(SpeechRequest speech, ResponseFormat format) {
    /** OpenAI's own voices. Programs have them as defaults, and they select the voice of the server. */
    private static final Set<String> OPENAI_VOICES = Set.of(
            "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
            "verse");

    /** The start of the names of all models that the service has. Other names select the model of the server. */
    private static final String SERVICE_MODEL = "eleven_";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Parses the body of a request. The settings have the voice and the model for requests that name none of the service.
     *
     * @throws InvalidRequestException if a member is missing or has a value that is not offered
     */
    static OpenAiRequest parse(byte[] body, OpenAiSettings settings) {
        JsonNode json = read(body);
        ResponseFormat format = ResponseFormat.parse(text(json, "response_format", "mp3"));
        String streamFormat = text(json, "stream_format", "audio");
        if (!streamFormat.equals("audio")) {
            throw new InvalidRequestException("stream_format", "'" + streamFormat + "' is not offered; use audio");
        }
        String input = text(json, "input", "");
        if (input.isBlank()) {
            throw new InvalidRequestException("input", "is missing or empty; it is the text to speak");
        }
        SpeechRequestBuilder speech = SpeechRequest.builder(input).outputFormat(format.requested());
        addVoice(speech, voiceName(json), settings.voice());
        addModel(speech, text(json, "model", ""), settings.model());
        addSpeed(speech, json.path("speed"));
        return new OpenAiRequest(speech.build(), format);
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException("body", "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidRequestException("body", "is not JSON: " + e.getMessage());
        }
        throw new InvalidRequestException("body", "is not a JSON object");
    }

    private static String text(JsonNode json, String name, String defaultValue) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return defaultValue;
        }
        if (!value.isTextual()) {
            throw new InvalidRequestException(name, "is not a string");
        }
        return value.textValue();
    }

    /** Returns the name of the voice, which is a string or the {@code id} of an object. */
    private static String voiceName(JsonNode json) {
        JsonNode voice = json.path("voice");
        return voice.isObject() ? text(voice, "id", "") : text(json, "voice", "");
    }

    private static void addVoice(SpeechRequestBuilder speech, String name, @Nullable String defaultVoice) {
        if (!name.isEmpty() && !OPENAI_VOICES.contains(name)) {
            speech.voice(name);
        } else if (defaultVoice != null) {
            speech.voice(defaultVoice);
        }
    }

    private static void addModel(SpeechRequestBuilder speech, String name, @Nullable String defaultModel) {
        if (name.startsWith(SERVICE_MODEL)) {
            speech.model(name);
        } else if (defaultModel != null) {
            speech.model(defaultModel);
        }
    }

    /** Adds a speed other than 1. */
    private static void addSpeed(SpeechRequestBuilder speech, JsonNode speed) {
        if (speed.isMissingNode() || speed.isNull()) {
            return;
        }
        if (!speed.isNumber()) {
            throw new InvalidRequestException("speed", "is not a number");
        }
        if (speed.doubleValue() != 1) {
            speech.voiceSettings(VoiceSettings.STORED.withSpeed(speed.doubleValue()));
        }
    }
}
