package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.load.ServiceLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the dialogue sockets. */
class DialogueSocketTest {
    private static final String VOICES = "'voices':['" + SocketFixture.VOICE + "']";
    private static final String INIT = "{" + VOICES + "}";
    private static final String FLUSH = "{'flush':true}";
    private static final String CLOSE_SOCKET = "{'close_socket':true}";

    private final SocketFixture socket = new SocketFixture();

    private static String input(String text, String voice) {
        return "{'inputs':[{'text':'" + text + "','voice_id':'" + voice + "'}]}";
    }

    private static String input(String text) {
        return input(text, SocketFixture.VOICE);
    }

    private static String inContext(String context, String message) {
        return message.replaceFirst("\\{", "{'context_id':'" + context + "',");
    }

    @Test
    void marksFlushedTurnAndEndsWithFinalMessage() {
        socket.dialogue("stream-input", "").send(INIT, input("How can I help? "), FLUSH);
        assertThat(socket.peer.takeRuns()).containsExactly("audio", "is_final_audio_for_turn");
        socket.send(input("Bye. "), CLOSE_SOCKET);
        assertThat(socket.peer.takeShort()).startsWith("audio").endsWith("is_final");
        socket.pass(750);
        assertThat(socket.peer.end()).isEqualTo("1000");
    }

    @Test
    void buffersFortyCharactersAndEightWords() {
        socket.dialogue("stream-input", "").send(INIT, input("One two three four five six seven "));
        socket.send(input("eighteen "));
        assertThat(socket.peer.takeRuns()).containsExactly("audio");
        socket.send(input("Extraordinarily uncharacteristic superfluousness "));
        assertThat(socket.peer.takeShort()).isEmpty();
    }

    @Test
    void endsSegmentWithAnotherVoiceOrNewTurn() {
        String second = SocketFixture.OTHER_VOICE;
        socket.dialogue("stream-input", "&model_id=eleven_v4");
        socket.send("{'voices':['" + SocketFixture.VOICE + "','" + second + "']}", input("Hello. "));
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send(input("Good morning. ", second));
        assertThat(socket.peer.takeRuns()).containsExactly("audio");
        socket.send("{'inputs':[{'text':'And now. ','voice_id':'" + second + "','new_turn':true}]}");
        assertThat(socket.peer.takeRuns()).containsExactly("audio");
    }

    @Test
    void timesCharactersRelativeToEachMessage() {
        socket.dialogue("stream-input", "&sync_alignment=true")
                .send(INIT, input("The first move is what sets everything in motion, and it goes on. "), FLUSH);
        List<Object> timed = socket.peer.take().stream()
                .filter(message -> ScriptedPeer.member(message, "alignment") != null)
                .toList();
        assertThat(timed).hasSizeGreaterThan(1);
        for (Object message : timed) {
            List<?> starts = (List<?>) JsonPath.at(message, "alignment", "char_start_times_ms");
            assertThat(((Number) starts.get(0)).longValue()).isBetween(0L, 999L);
            assertThat(((Map<?, ?>) message).keySet().toString()).doesNotContain("inal,", "inal]");
            assertThat(ScriptedPeer.member(message, "normalized_alignment")).isNull();
        }
    }

    @Test
    void requiresVoicesInTheFirstMessageOnly() {
        for (String[] messages : List.of(
                new String[] {input("Hello. ")},
                new String[] {INIT, INIT},
                new String[] {"{'voices':[]}"},
                new String[] {"{'voices':['" + SocketFixture.VOICE + "','" + SocketFixture.OTHER_VOICE + "']}"},
                new String[] {INIT, input("Hello. ", SocketFixture.OTHER_VOICE)},
                new String[] {INIT, "{'inputs':[{'voice_id':'" + SocketFixture.VOICE + "'}]}"})) {
            socket.dialogue("stream-input", "&model_id=eleven_v4_turbo").send(messages);
            assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
        }
        socket.dialogue("stream-input", "").send("{'voices':['Unknown']}");
        assertThat(socket.peer.takeShort()).containsExactly("voice_id_does_not_exist");
        socket.dialogue("stream-input", "").send(INIT, input("\uD83D\uDE42"), FLUSH);
        assertThat(socket.peer.takeShort()).containsExactly("input_text_empty");
    }

    @Test
    void endsAfterTwentySecondsWithoutKeepAlive() {
        socket.dialogue("stream-input", "&inactivity_timeout=180").send(INIT);
        socket.pass(19_999);
        socket.send("{'keep_alive':true}");
        socket.pass(19_999);
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.pass(1);
        assertThat(socket.peer.takeShort()).containsExactly("input_timeout_exceeded");
    }

    @Test
    void keepsContextsApartAndDropsUnstartedTextOfClosedOne() {
        socket.dialogue("multi-stream-input", "");
        socket.send(inContext("a", INIT), inContext("b", INIT));
        socket.workers.held = true;
        socket.send(inContext("a", input("Hello there. ")), inContext("a", FLUSH));
        socket.send(inContext("a", input("Never heard. ")), inContext("a", FLUSH));
        socket.send("{'context_id':'a','close_context':true}", inContext("b", input("And you? ")));
        socket.workers.held = false;
        socket.run();
        List<String> messages = socket.peer.takeShort();
        assertThat(messages).endsWith("is_final a").doesNotContain("is_final_audio_for_turn a");
        assertThat(socket.keys.administrator().usage().credits()).isEqualTo(6);
        socket.send(inContext("a", FLUSH));
        assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
    }

    @Test
    void speaksAllContextsBeforeItClosesTheSocket() {
        socket.dialogue("multi-stream-input", "");
        socket.send(inContext("a", INIT), inContext("b", INIT), inContext("b", input("Last words. ")), CLOSE_SOCKET);
        assertThat(socket.peer.takeShort()).startsWith("is_final a", "audio b").endsWith("is_final b");
        socket.pass(750);
        assertThat(socket.peer.end()).isEqualTo("1000");
    }

    @Test
    void requiresContextIdsAndAllowsFiveContexts() {
        socket.dialogue("multi-stream-input", "").send(INIT);
        assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
        socket.dialogue("multi-stream-input", "");
        IntStream.range(0, 5).forEach(i -> socket.send(inContext("c" + i, INIT)));
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send(inContext("c5", INIT));
        assertThat(socket.peer.takeShort()).containsExactly("max_active_conversations");
    }

    @Test
    void holdsSlotOfSeparatePoolForTheWholeConnection() {
        socket.workspace.limits(ServiceLimits.DEFAULT.withMaximumConcurrent(1));
        for (int i = 0; i < 7; i++) {
            socket.dialogue("stream-input", "").send(INIT, input("Hello. "), FLUSH);
            assertThat(socket.peer.takeShort()).contains("is_final_audio_for_turn");
        }
        assertThat(socket.workspace.load(Workspace.DIALOGUE_SOCKETS).running()).isEqualTo(7);
        assertThat(socket.workspace.load().running()).isZero();
        OfflineSocketConnection last = socket.connection();
        socket.dialogue("stream-input", "");
        assertThat(socket.peer.takeShort()).containsExactly("too_many_concurrent_requests");
        last.closed();
        socket.dialogue("stream-input", "").send(INIT);
        assertThat(socket.peer.takeShort()).isEmpty();
    }
}
