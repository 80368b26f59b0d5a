package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of {@code multi-stream-input}. */
class TtsMultiSocketTest {
    private final SocketFixture socket = new SocketFixture().multi("");

    private static String text(String context, String text) {
        return "{'context_id':'" + context + "','text':'" + text + "'}";
    }

    private static String flush(String context) {
        return "{'context_id':'" + context + "','flush':true}";
    }

    private static String close(String context) {
        return "{'context_id':'" + context + "','close_context':true}";
    }

    @Test
    void sendsOneFinalMessageAfterFlushAndClose() {
        socket.send(text("a", "Hello there. "), flush("a"));
        assertThat(socket.peer.takeShort()).startsWith("audio+ a").doesNotContain("isFinal a");
        socket.send(close("a"));
        assertThat(socket.peer.takeShort()).endsWith("isFinal a").contains("audio a");
        socket.send(close("a"), close("unknown"));
        assertThat(socket.peer.takeShort()).isEmpty();
    }

    @Test
    void discardsUnflushedTextOfClosedContext() {
        socket.send(text("a", "Hello there. "), close("a"));
        assertThat(socket.peer.takeShort()).containsExactly("isFinal a");
    }

    @Test
    void countsClosingContextsUntilTheirFinalMessage() {
        socket.workers.held = true;
        IntStream.range(0, 5).forEach(i -> socket.send(text("c" + i, "Hello. "), flush("c" + i), close("c" + i)));
        socket.send(text("c0", "More. "));
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.workers.held = false;
        socket.run();
        assertThat(socket.peer.takeShort())
                .filteredOn(each -> each.startsWith("isFinal"))
                .hasSize(5);
        IntStream.range(0, 5).forEach(i -> socket.send(text("d" + i, " ")));
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.send(text("d5", " "));
        assertThat(socket.peer.takeShort()).containsExactly("max_active_conversations");
        socket.pass(800);
        assertThat(socket.peer.end()).startsWith("1008 Maximum simultaneous contexts");
    }

    @Test
    void closesSocketOnlyWithoutOpenContexts() {
        socket.send("{'text':''}", "{'close_socket':true}");
        assertThat(socket.peer.end()).isEqualTo("open");
        socket.send(close("default"));
        assertThat(socket.peer.takeShort()).containsExactly("isFinal default");
        assertThat(socket.peer.end()).isEqualTo("open");
        socket.send("{'close_socket':true}");
        assertThat(socket.peer.end()).isEqualTo("1000");
    }

    @Test
    void opensContextsByFlushAndByKeepAlive() {
        socket.send(flush("a"), text("b", ""), text("c", ""), text("d", ""), "{'text':' '}", flush("f"));
        assertThat(socket.peer.takeShort()).containsExactly("max_active_conversations");
    }

    @Test
    void refusesSettingsAfterKeepAlive() {
        socket.send(text("a", ""), "{'context_id':'a','text':' ','voice_settings':{'stability':0.5}}");
        assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
    }

    @Test
    void acceptsTextAndSettingsInTheFirstMessage() {
        socket.send("{'context_id':'a','text':'Hello there. ','voice_settings':{'speed':1.2},'flush':true}");
        assertThat(socket.peer.takeShort()).startsWith("audio+ a");
    }

    @Test
    void startsNewContextUnderTheIdOfClosedOne() {
        socket.send(text("a", "One. "), close("a"), text("a", "Two. "), flush("a"));
        assertThat(socket.peer.takeShort()).startsWith("isFinal a", "audio+ a");
    }

    @Test
    void finishesIdleContextWhileAnotherIsActive() {
        socket.send(text("a", "One. "));
        socket.pass(15_000);
        socket.send(text("b", "Two. "));
        socket.pass(5_000);
        socket.run();
        assertThat(socket.peer.takeShort()).containsExactly("isFinal a");
        socket.pass(14_999);
        assertThat(socket.peer.takeShort()).isEmpty();
        socket.pass(1);
        assertThat(socket.peer.takeShort()).containsExactly("input_timeout_exceeded");
    }

    @Test
    void ignoresMessagesAfterAnError() {
        socket.send("{'context_id':3}", text("a", "Hello. "), flush("a"));
        assertThat(socket.peer.takeShort()).containsExactly("invalid_message");
    }
}
