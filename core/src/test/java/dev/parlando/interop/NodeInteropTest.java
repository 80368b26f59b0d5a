package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.interop.InteropServer.Protocol;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests with a Node server for slow, tiny and truncated responses, checked on both sides. */
@Tag("interop")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource
class NodeInteropTest {
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final CollectedAudio audio = new CollectedAudio();
    private final InteropServer node;

    NodeInteropTest(Protocol protocol, @TempDir Path folder) throws Exception {
        node = InteropServer.node(ServedFiles.in(folder), protocol);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static SpeechRequest request(String voice) {
        return SpeechRequest.builder("Hello").voice(voice).build();
    }

    private String ask(String question) throws InterruptedException {
        return node.process().ask(question);
    }

    /** Starts a stream whose bytes Node sends on command, and waits until Node is ready. */
    private SpeechStream startManual(SpeechEngine engine) throws Exception {
        SpeechStream stream = engine.stream(request("manual"), audio);
        stream.response().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return stream;
    }

    @Test
    void limitsHeldStreamToOneWindowWithoutBlockingOthers() throws Exception {
        try (SpeechEngine engine = node.engine()) {
            SpeechStream held = engine.stream(request("endless"), chunk -> ChunkAction.HOLD);
            assertThat(ask("sent " + WINDOW_BYTES)).isEqualTo("" + WINDOW_BYTES);
            SpeechResult other =
                    engine.stream(request(ServedFiles.VOICE), audio).join();

            assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
            assertThat(Objects.requireNonNull(other.response()).connectionReused())
                    .isTrue();
            assertThat(ask("sent 0")).isEqualTo("" + WINDOW_BYTES);
            held.cancel();
            assertThat(held.join().bytes()).isZero();
        }
    }

    @Test
    void resetsCancelledStreamWithCancelErrorCode() throws Exception {
        try (SpeechEngine engine = node.engine()) {
            SpeechStream stream = startManual(engine);
            ask("write 1000");
            assertThat(audio.arrives(1000)).isTrue();
            stream.cancel();

            assertThat(ask("outcome")).isEqualTo("aborted 8");
            assertThat(stream.join().cancelled()).isTrue();
        }
    }

    /** Each write waits until the previous one has arrived, so no bytes may be withheld until more arrive. */
    @Test
    void deliversEachWriteBeforeNextOneIsSent() throws Exception {
        int pieces = 20;
        try (SpeechEngine engine = node.engine()) {
            SpeechStream stream = startManual(engine);
            for (int bytes = 1; bytes <= pieces; bytes++) {
                assertThat(ask("write " + bytes)).isEqualTo("written");
                assertThat(audio.arrives(bytes)).as("piece %d", bytes).isTrue();
            }
            assertThat(ask("end")).isEqualTo("ended");

            assertThat(stream.join().chunks()).isEqualTo(pieces);
            assertThat(ask("outcome")).isEqualTo("complete 0");
        }
    }

    @Test
    void completesAudioEndedByTrailers() {
        try (SpeechEngine engine = node.engine()) {
            engine.stream(request("trailers"), audio).join();
            assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
        }
    }

    @Test
    void deliversSingleByteFramesInOrder() {
        try (SpeechEngine engine = node.engine()) {
            SpeechResult result = engine.stream(request("crumbs"), audio).join();
            byte[] crumbs = Arrays.copyOf(ServedFiles.audio(), 5000);
            assertThat(audio.bytes()).isEqualTo(crumbs);
            assertThat(result.bytes()).isEqualTo(crumbs.length);
        }
    }

    @Test
    void reportsTruncationWithByteCountWhenConnectionIsCut() throws Exception {
        try (SpeechEngine engine = node.engine()) {
            SpeechStream stream = startManual(engine);
            ask("write 50000");
            assertThat(audio.arrives(50_000)).isTrue();
            assertThat(ask("cut")).isEqualTo("cut");

            assertThatThrownBy(stream::join)
                    .isInstanceOfSatisfying(TruncatedAudioException.class, error -> assertThat(error.bytesDelivered())
                            .isEqualTo(50_000))
                    .hasMessageContaining("50000 bytes");
            CollectedAudio next = new CollectedAudio();
            engine.stream(request(ServedFiles.VOICE), next).join();
            assertThat(next.bytes()).isEqualTo(ServedFiles.audio());
        }
    }

    /** The first request fills the HPACK tables of both sides, so an indexed key would show in the second. */
    @Test
    void marksKeyHeaderAsNeverIndexedInEveryRequest() throws Exception {
        try (SpeechEngine engine = node.engine()) {
            for (boolean reused : new boolean[] {false, true}) {
                SpeechResponse response = Objects.requireNonNull(
                        engine.stream(request("crumbs"), audio).join().response());
                assertThat(response.connectionReused()).isEqualTo(reused);
                assertThat(Stream.of(ask("sensitive").split(" "))).containsExactly("xi-api-key");
            }
        }
    }
}
