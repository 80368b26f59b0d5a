package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that an http URL works with servers that speak HTTP/1.1 only, without a setting for it. */
@Tag("interop")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource
class CleartextHttp1InteropTest {
    private static final int CONCURRENT = 20;

    private final InteropServer peer;
    private final boolean keepsAlive;

    CleartextHttp1InteropTest(Http1Server server, @TempDir Path folder) throws Exception {
        peer = server.start(ServedFiles.in(folder));
        keepsAlive = server != Http1Server.PYTHON;
    }

    private static SpeechRequest request(String voice) {
        return SpeechRequest.builder("Hello").voice(voice).build();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void deliversFilesOneAfterTheOther() {
        try (SpeechEngine engine = peer.engine()) {
            for (boolean first : new boolean[] {true, false}) {
                CollectedAudio audio = new CollectedAudio();
                SpeechResponse response = Objects.requireNonNull(
                        engine.stream(request(ServedFiles.VOICE), audio).join().response());
                assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
                assertThat(response.protocol()).isEqualTo("http/1.1");
                assertThat(response.connectionReused()).isEqualTo(keepsAlive && !first);
            }
        }
    }

    @Test
    void deliversConcurrentFilesOfColdEngine() throws Exception {
        peer.site().addNumberedVoices(CONCURRENT);
        List<CollectedAudio> all = new ArrayList<>();
        List<SpeechStream> streams = new ArrayList<>();
        try (SpeechEngine engine = peer.engine()) {
            for (int number = 0; number < CONCURRENT; number++) {
                CollectedAudio audio = new CollectedAudio();
                all.add(audio);
                streams.add(engine.stream(request(ServedFiles.voice(number)), audio));
            }
            streams.forEach(SpeechStream::join);
        }
        for (int number = 0; number < CONCURRENT; number++) {
            assertThat(all.get(number).bytes()).isEqualTo(ServedFiles.audio(number));
        }
    }

    @Test
    void deliversFileAfterWarmUp() throws Exception {
        try (SpeechEngine engine = peer.engine()) {
            engine.warmUp().toCompletableFuture().get(30, TimeUnit.SECONDS);
            CollectedAudio audio = new CollectedAudio();
            engine.stream(request(ServedFiles.VOICE), audio).join();
            assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
        }
    }

    @Test
    void reportsRefusalOfServer() {
        try (SpeechEngine engine = peer.engine()) {
            SpeechStream stream = engine.stream(request("nobody"), new CollectedAudio());
            assertThatThrownBy(stream::join)
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("404");
        }
    }
}
