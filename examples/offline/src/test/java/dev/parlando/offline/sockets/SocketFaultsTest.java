package dev.parlando.offline.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.load.SocketFaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults that are injected on demand. */
class SocketFaultsTest {
    private static final String SPEAK =
            "{'context_id':'a','text':'This is a sentence of more than two seconds, is it not? ','flush':true}";
    private static final String CLOSE = "{'context_id':'a','close_context':true}";

    private final SocketFixture socket = new SocketFixture().multi("");

    private void inject(SocketFaults faults) {
        socket.workspace.socketFaults().set(faults);
    }

    @Test
    void delaysFinalMessageDuringWhichTheContextCounts() {
        inject(SocketFaults.NONE.withLateFinalMillis(3_000));
        socket.send(SPEAK, CLOSE);
        assertThat(socket.peer.takeShort()).doesNotContain("isFinal a");
        socket.send("{'close_socket':true}");
        assertThat(socket.peer.end()).isEqualTo("open");
        socket.pass(3_000);
        assertThat(socket.peer.takeShort()).containsExactly("isFinal a");
    }

    @Test
    void cutsConnectionDuringSpeech() {
        inject(SocketFaults.NONE.withKillAfterAudioMessages(2));
        socket.send(SPEAK, CLOSE);
        assertThat(socket.peer.takeShort()).containsExactly("audio+ a", "audio a");
        assertThat(socket.peer.end()).isEqualTo("cut");
        assertThat(socket.workspace.load().running()).isZero();
    }

    @Test
    void closesConnectionWithACodeDuringSpeech() {
        inject(SocketFaults.NONE.withKillAfterAudioMessages(1).withCloseCode(1011));
        socket.send(SPEAK, CLOSE);
        assertThat(socket.peer.takeShort()).containsExactly("audio+ a");
        assertThat(socket.peer.end()).isEqualTo("1011 injected fault");
        assertThat(socket.workspace.load().running()).isZero();
    }

    @Test
    void closesBeforeTheFinalMessage() {
        inject(SocketFaults.NONE.withCloseBeforeFinal(true));
        socket.send(SPEAK, CLOSE);
        assertThat(socket.peer.takeShort()).doesNotContain("isFinal a");
        assertThat(socket.peer.end()).isEqualTo("1000");
    }

    @Test
    void repeatsAlignmentOfTheTextAsSentButNotOfTheSpokenText() {
        inject(SocketFaults.NONE.withOverlappingAlignment(true));
        socket.send(SPEAK);
        List<Object> messages = socket.peer.take();
        String first = TtsSingleSocketTest.chars(messages.get(0), "alignment");
        String second = TtsSingleSocketTest.chars(messages.get(1), "alignment");
        assertThat(second).startsWith(first).endsWith("is it not? ").hasSizeGreaterThan(first.length());
        String spoken = TtsSingleSocketTest.chars(messages.get(0), "normalizedAlignment")
                + TtsSingleSocketTest.chars(messages.get(1), "normalizedAlignment")
                        .substring(1);
        assertThat(spoken).isEqualTo(" This is a sentence of more than two seconds, is it not? ");
    }

    @Test
    void spellsKeysBothWays() {
        inject(SocketFaults.NONE.withMixedKeys(true));
        socket.send(SPEAK);
        List<Object> messages = socket.peer.take();
        assertThat(((Map<?, ?>) messages.get(0)).keySet().toString()).contains("contextId", "isFinal");
        assertThat(JsonPath.at(messages.get(1), "context_id")).isEqualTo("a");
        assertThat(((Map<?, ?>) messages.get(1)).keySet().toString()).contains("is_final", "normalized_alignment");
    }

    @Test
    void addsUnknownMessageAfterTheFinalOne() {
        inject(SocketFaults.NONE.withFlushDone(true));
        socket.send(CLOSE.replace("close_context", "flush"), CLOSE);
        assertThat(socket.peer.takeShort()).containsExactly("isFinal a", "flush_done a");
    }

    @Test
    void rejectsInvalidFaults() {
        for (int status : new int[] {-1, 101, 399, 600}) {
            assertThatThrownBy(() -> SocketFaults.NONE.withRefuseUpgrade(status))
                    .isInstanceOf(InvalidRequestException.class);
        }
        for (int code : new int[] {-1, 999, 1005, 1006, 2000, 5000}) {
            assertThatThrownBy(() -> SocketFaults.NONE.withCloseCode(code)).isInstanceOf(InvalidRequestException.class);
        }
        assertThatThrownBy(() -> SocketFaults.NONE.withLateFinalMillis(-1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> SocketFaults.NONE.withKillAfterAudioMessages(-1))
                .isInstanceOf(InvalidRequestException.class);
    }
}
