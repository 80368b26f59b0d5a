package dev.parlando.offline.sockets;

import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.OfflineVoice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One context of a TTS socket: its settings and its buffered text. Confined to the event loop. */
final class TtsContext {
    private final OfflineSocketContext speech;
    private final OfflineSocketConnection connection;
    private final String voiceId;
    private final TtsInit init;
    private final TextBuffer buffer = new TextBuffer();

    /** Opens a context with the settings of its first message. */
    TtsContext(
            OfflineSocketContext speech,
            OfflineSocketConnection connection,
            String voiceId,
            Map<String, @Nullable Object> first,
            JsonReader reader) {
        this.speech = speech;
        this.connection = connection;
        this.voiceId = voiceId;
        init = TtsInit.read(first, reader, connection.options().model());
        if (!init.schedule().isEmpty()) {
            buffer.schedule(init.schedule());
        }
    }

    OfflineSocketContext speech() {
        return speech;
    }

    /** Processes the text and the flags of a message. A single blank and empty text only keep the context open. */
    void receive(Map<String, @Nullable Object> message, JsonReader reader) {
        init.requireSame(message);
        String text = reader.string("text");
        Boolean flush = reader.bool("flush");
        Boolean trigger = reader.bool("try_trigger_generation");
        reader.throwIfInvalid();
        if (text != null && !text.isEmpty() && !text.equals(" ")) {
            requireVoice();
            buffer.append(text);
        }
        if (Boolean.TRUE.equals(flush) || connection.options().autoMode()) {
            flush();
        } else {
            String due = buffer.takeDue(Boolean.TRUE.equals(trigger));
            if (due != null) {
                speak(due);
            }
        }
    }

    /** Speaks all buffered text. */
    void flush() {
        speak(buffer.takeAll());
    }

    private void speak(String text) {
        if (!text.isBlank()) {
            speech.speak(text, requireVoice(), init.speed());
        }
    }

    /** The service reports an unknown voice with the first text only. */
    private OfflineVoice requireVoice() {
        return connection.services().requireVoice(voiceId);
    }
}
