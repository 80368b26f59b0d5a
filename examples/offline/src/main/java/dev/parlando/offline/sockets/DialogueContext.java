package dev.parlando.offline.sockets;

import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One context of a dialogue socket: its voices and its buffered text. Confined to the event loop. */
final class DialogueContext {
    private static final String VOICES = "voices";

    private final OfflineSocketContext speech;
    private final Map<String, OfflineVoice> voices = new LinkedHashMap<>();
    private final DialogueBuffer buffer = new DialogueBuffer();
    private @Nullable OfflineVoice speaker;

    /** Opens a context with the voices of its first message. */
    DialogueContext(OfflineSocketContext speech, OfflineSocketConnection connection, JsonReader first) {
        this.speech = speech;
        List<String> ids = first.requiredStrings(VOICES);
        JsonReader settings = first.object("voice_settings");
        settings.number("stability", 0, 1);
        boolean withDictionary =
                !first.objects("pronunciation_dictionary_locators").isEmpty();
        first.throwIfInvalid();
        requireCount(ids, connection.options().model());
        for (String id : ids) {
            voices.put(id, connection.services().requireVoice(id));
        }
        if (withDictionary) {
            throw new SocketErrorException(
                    "pronunciation_dictionary_not_found", "The offline voice has no pronunciation dictionaries.");
        }
    }

    private static void requireCount(List<String> ids, OfflineModel model) {
        if (ids.isEmpty() || ids.size() > model.maxSocketVoices()) {
            throw SocketErrorException.invalid("voices of model '" + model.id() + "' must be 1 to "
                    + model.maxSocketVoices() + ", received " + ids.size());
        }
    }

    OfflineSocketContext speech() {
        return speech;
    }

    /** Processes a message after the first one. */
    void receive(JsonReader message) {
        if (message.has(VOICES)) {
            throw SocketErrorException.invalid("voices can only be set in the first message");
        }
        speakInputs(message);
    }

    /** Processes the text and the flush of any message. */
    void speakInputs(JsonReader message) {
        List<JsonReader> inputs = message.objects("inputs");
        Boolean flush = message.bool("flush");
        message.bool("keep_alive");
        message.throwIfInvalid();
        for (JsonReader input : inputs) {
            speak(input);
        }
        if (Boolean.TRUE.equals(flush)) {
            flush();
            speech.markTurn();
        }
    }

    /** Adds one input; another voice, or a new turn, ends the prosody segment before it. */
    private void speak(JsonReader input) {
        String text = String.valueOf(input.requiredString("text"));
        String id = String.valueOf(input.requiredString("voice_id"));
        Boolean newTurn = input.bool("new_turn");
        input.throwIfInvalid();
        OfflineVoice voice = voices.get(id);
        if (voice == null) {
            throw SocketErrorException.invalid("voice_id " + id + " is not one of the voices of the first message");
        }
        if (!voice.equals(speaker) || Boolean.TRUE.equals(newTurn)) {
            flush();
            speaker = voice;
        }
        buffer.append(text);
        String due = buffer.takeDue();
        if (due != null) {
            speech.speak(due, voice, 1);
        }
    }

    /** Speaks all buffered text. */
    void flush() {
        String rest = buffer.takeAll();
        if (speaker != null) {
            speech.speak(rest, speaker, 1);
        }
    }
}
