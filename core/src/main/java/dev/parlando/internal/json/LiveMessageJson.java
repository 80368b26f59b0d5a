package dev.parlando.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parlando.speech.SpeechRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A writer of the messages of a client on the WebSockets for live text. A message for a socket with one context names
 * none. Stateless.
 */
public final class LiveMessageJson {
    private static final JsonFactory JSON = JsonFactories.create();

    /** The fields of one message. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private LiveMessageJson() {}

    private static byte[] message(@Nullable String contextId, Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            if (contextId != null) {
                json.writeStringField("context_id", contextId);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** Returns the first message of a context for speech, which alone may have settings. */
    public static byte[] speechStart(SpeechRequest template, @Nullable String contextId) {
        return message(contextId, json -> {
            json.writeStringField("text", " ");
            SpeechRequestJson.settings(json, "voice_settings", template.voiceSettings());
            SpeechRequestJson.dictionaries(json, template.pronunciationDictionaries());
        });
    }

    /** Returns a message with text for speech. */
    public static byte[] speechText(String text, @Nullable String contextId) {
        return message(contextId, json -> json.writeStringField("text", wellFormed(text)));
    }

    /** Returns the first message of a context for dialogue, which alone may name the voice. */
    public static byte[] dialogueStart(SpeechRequest template, String voiceId, @Nullable String contextId) {
        return message(contextId, json -> {
            json.writeArrayFieldStart("voices");
            json.writeString(voiceId);
            json.writeEndArray();
            SpeechRequestJson.settings(json, "voice_settings", template.voiceSettings());
            SpeechRequestJson.dictionaries(json, template.pronunciationDictionaries());
        });
    }

    /** Returns a message with text for dialogue. */
    public static byte[] dialogueText(String text, String voiceId, @Nullable String contextId) {
        return message(contextId, json -> {
            json.writeArrayFieldStart("inputs");
            json.writeStartObject();
            json.writeStringField("text", wellFormed(text));
            json.writeStringField("voice_id", voiceId);
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    /** Returns a message with one command. */
    public static byte[] command(String name, @Nullable String contextId) {
        return message(contextId, json -> json.writeBooleanField(name, true));
    }

    /** Returns the text with a replacement character for each half of a surrogate pair, which UTF-8 cannot encode. */
    private static String wellFormed(String text) {
        int index = firstLoneSurrogate(text, 0);
        if (index < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        while (index >= 0) {
            clean.setCharAt(index, '\uFFFD');
            index = firstLoneSurrogate(text, index + 1);
        }
        return clean.toString();
    }

    private static int firstLoneSurrogate(String text, int from) {
        int index = from;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            if (Character.getType(codePoint) == Character.SURROGATE) {
                return index;
            }
            index += Character.charCount(codePoint);
        }
        return -1;
    }
}
