package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Says that a file arrives byte for byte from every server, in every way that the engine offers it. */
@Tag("interop")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource
class FileInteropTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").voice(Site.VOICE).build();
    private static final int STREAMS = 20;

    private final Peer peer;

    FileInteropTest(FilePeer server, @TempDir Path folder) throws Exception {
        peer = server.start(Site.in(folder));
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void inChunks() {
        try (SpeechEngine engine = peer.engine()) {
            Audio audio = new Audio();
            SpeechResult result = engine.stream(REQUEST, audio).join();

            assertThat(audio.bytes()).isEqualTo(Site.audio());
            assertThat(result.bytes()).isEqualTo(Site.audio().length);
        }
    }

    @Test
    void throughAnInputStream() throws Exception {
        try (SpeechEngine engine = peer.engine();
                SpeechInputStream input = engine.inputStream(REQUEST)) {
            assertThat(input.readAllBytes()).isEqualTo(Site.audio());
        }
    }

    @Test
    void throughAPublisher() {
        try (SpeechEngine engine = peer.engine()) {
            Audio audio = new Audio();
            engine.publisher(REQUEST).subscribe(audio);

            assertThat(audio.published()).isEqualTo(Site.audio());
        }
    }

    @Test
    void manyAtOnceOnOneConnection() {
        try (SpeechEngine engine = peer.engine()) {
            List<Audio> all = new ArrayList<>();
            List<SpeechStream> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                Audio audio = new Audio();
                all.add(audio);
                streams.add(engine.stream(REQUEST, audio));
            }
            long connections = streams.stream()
                    .map(stream -> Objects.requireNonNull(stream.join().response()))
                    .filter(response -> !response.connectionReused())
                    .count();

            assertThat(connections).isEqualTo(1);
            assertThat(all).allSatisfy(audio -> assertThat(audio.bytes()).isEqualTo(Site.audio()));
        }
    }
}
