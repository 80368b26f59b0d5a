package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parlando.SpeechEngine;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a chain speaks no text twice and cuts none, wherever the connection of its first step is lost. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FallbackCutTest {
    private static final byte[] SPARE = new byte[300];

    @Test
    void speaksOneStepOnly(@TempDir Path folder) throws Exception {
        Arrays.fill(SPARE, (byte) 99);
        try (FaultFixture scene = new FaultFixture(WireProtocol.H2C, ServerIdentity.create(folder))) {
            RecordedResponse recording = RecordedResponse.make(scene);
            AtomicInteger cutAfter = new AtomicInteger();
            RawPeer peer = scene.http2(connection -> {
                int length = cutAfter.get();
                int early = Math.min(length, recording.firstFrameBytes());
                connection.send(recording.part(0, early));
                if (early == recording.firstFrameBytes()) {
                    connection.request();
                }
                connection.send(recording.part(early, length));
                connection.cut();
            });
            ScriptedServer spare =
                    scene.serve(stream -> stream.audio("audio/pcm").data(SPARE).end());
            SpeechEngine first = scene.engine(peer.baseUrl());
            FallbackSpeech chain =
                    FallbackSpeech.of(FallbackStep.of(first), FallbackStep.of(scene.engine(spare.baseUrl())));
            for (int length = 1; length <= recording.length(); length++) {
                cutAfter.set(length);
                CollectingHandler handler = new CollectingHandler();
                chain.stream(FaultFixture.request(), handler);
                check(handler, recording.part(length), recording.audioBytes(length));
                peer.awaitNoConnections(FaultFixture.LIMIT_MILLIS);
            }
            assertThat(chain.spokenByStep()).allMatch(count -> count > 0);
        }
    }

    private static void check(CollectingHandler handler, RecordedResponse.Part part, int audioBytes) {
        switch (part) {
            case NOTHING, HEAD -> {
                assertThat(handler.await().cancelled()).isFalse();
                assertThat(handler.bytes()).isEqualTo(SPARE);
            }
            case AUDIO -> {
                assertThatCode(handler::await).isInstanceOf(TruncatedAudioException.class);
                assertThat(handler.bytes()).hasSize(audioBytes).doesNotContain((byte) 99);
            }
            case WHOLE -> {
                handler.await();
                assertThat(handler.bytes()).hasSize(audioBytes).doesNotContain((byte) 99);
            }
        }
    }
}
