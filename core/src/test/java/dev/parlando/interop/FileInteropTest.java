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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that a file arrives unchanged from every server, through every API of the engine. */
@Tag("interop")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource
class FileInteropTest {
    private static final SpeechRequest REQUEST = request(ServedFiles.VOICE);
    private static final int REQUESTS = 200;
    private static final int AT_A_TIME = 20;
    private static final long PATIENCE_SECONDS = 30;

    private final InteropServer peer;

    FileInteropTest(FileServer server, @TempDir Path folder) throws Exception {
        peer = server.start(ServedFiles.in(folder));
    }

    private static SpeechRequest request(String voice) {
        return SpeechRequest.builder("Hello").voice(voice).build();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void deliversFileInChunks() {
        try (SpeechEngine engine = peer.engine()) {
            CollectedAudio audio = new CollectedAudio();
            SpeechResult result = engine.stream(REQUEST, audio).join();

            assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
            assertThat(result.bytes()).isEqualTo(ServedFiles.audio().length);
        }
    }

    @Test
    void deliversFileThroughInputStream() throws Exception {
        try (SpeechEngine engine = peer.engine();
                SpeechInputStream input = engine.inputStream(REQUEST)) {
            assertThat(input.readAllBytes()).isEqualTo(ServedFiles.audio());
        }
    }

    @Test
    void deliversFileThroughPublisher() {
        try (SpeechEngine engine = peer.engine()) {
            CollectedAudio audio = new CollectedAudio();
            engine.publisher(REQUEST).subscribe(audio);

            assertThat(audio.published()).isEqualTo(ServedFiles.audio());
        }
    }

    @Test
    void deliversConcurrentBodiesOverOneConnection() throws Exception {
        peer.site().addNumberedVoices(REQUESTS);
        List<CollectedAudio> all = new ArrayList<>();
        List<SpeechStream> streams = new ArrayList<>();
        try (SpeechEngine engine = peer.engine()) {
            Semaphore room = new Semaphore(AT_A_TIME);
            for (int number = 0; number < REQUESTS; number++) {
                assertThat(room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                CollectedAudio audio = new CollectedAudio();
                SpeechStream stream = engine.stream(request(ServedFiles.voice(number)), audio);
                stream.completion().whenComplete((result, error) -> room.release());
                all.add(audio);
                streams.add(stream);
            }
            assertThat(streams).filteredOn(stream -> !reusedAConnection(stream)).hasSize(1);
        }
        for (int number = 0; number < REQUESTS; number++) {
            assertThat(all.get(number).bytes()).as(ServedFiles.voice(number)).isEqualTo(ServedFiles.audio(number));
        }
    }

    private static boolean reusedAConnection(SpeechStream stream) {
        return Objects.requireNonNull(stream.join().response()).connectionReused();
    }
}
