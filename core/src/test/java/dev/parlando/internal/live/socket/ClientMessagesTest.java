package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.VoiceSettings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Tests of the messages of each kind of WebSocket. */
class ClientMessagesTest {
    private static final SpeechRequest TEMPLATE = SpeechRequest.template()
            .voiceSettings(VoiceSettings.STORED.withStability(0.5))
            .build();

    private static ClientMessages of(SocketKind kind) {
        return new ClientMessages(kind, TEMPLATE, "v1");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void speechWithContexts() {
        ClientMessages messages = of(SocketKind.SPEECH_CONTEXTS);
        assertEquals(
                "{\"text\":\" \",\"voice_settings\":{\"stability\":0.5},\"context_id\":\"c\"}",
                text(messages.start("c")));
        assertEquals("{\"text\":\"Hi. \",\"context_id\":\"c\"}", text(messages.text("Hi. ", "c")));
        assertEquals("{\"flush\":true,\"context_id\":\"c\"}", text(messages.flush("c")));
        assertEquals("{\"text\":\"\",\"context_id\":\"c\"}", text(messages.keepAlive("c")));
        assertEquals("{\"close_context\":true,\"context_id\":\"c\"}", text(messages.end("c")));
    }

    @Test
    void speechWithoutContexts() {
        ClientMessages messages = of(SocketKind.SPEECH);
        assertEquals("{\"text\":\" \",\"voice_settings\":{\"stability\":0.5}}", text(messages.start("c")));
        assertEquals("{\"text\":\"Hi. \"}", text(messages.text("Hi. ", "c")));
        assertEquals("{\"text\":\" \"}", text(messages.keepAlive("c")));
        assertEquals("{\"text\":\"\"}", text(messages.end("c")));
    }

    @Test
    void dialogueWithContexts() {
        ClientMessages messages = of(SocketKind.DIALOGUE_CONTEXTS);
        assertEquals(
                "{\"voices\":[\"v1\"],\"voice_settings\":{\"stability\":0.5},\"context_id\":\"c\"}",
                text(messages.start("c")));
        assertEquals(
                "{\"inputs\":[{\"text\":\"Hi. \",\"voice_id\":\"v1\"}],\"context_id\":\"c\"}",
                text(messages.text("Hi. ", "c")));
        assertEquals("{\"keep_alive\":true,\"context_id\":\"c\"}", text(messages.keepAlive("c")));
        assertEquals("{\"close_context\":true,\"context_id\":\"c\"}", text(messages.end("c")));
    }

    @Test
    void dialogueTextEndsWithWhiteSpace() {
        ClientMessages messages = of(SocketKind.DIALOGUE);
        assertEquals("{\"inputs\":[{\"text\":\"Hi *** \",\"voice_id\":\"v1\"}]}", text(messages.text("Hi ***", "c")));
        assertEquals("{\"inputs\":[{\"text\":\"Hi\\n\",\"voice_id\":\"v1\"}]}", text(messages.text("Hi\n", "c")));
    }

    @Test
    void dialogueWithoutContexts() {
        ClientMessages messages = of(SocketKind.DIALOGUE);
        assertEquals("{\"keep_alive\":true}", text(messages.keepAlive("c")));
        assertEquals("{\"close_socket\":true}", text(messages.end("c")));
    }

    @Test
    void halvesOfSurrogatePairsAreReplaced() {
        ClientMessages messages = of(SocketKind.SPEECH);
        assertEquals("{\"text\":\"a\uFFFDb\uFFFD\"}", text(messages.text("a\uDE00b\uD83D", "c")));
    }
}
