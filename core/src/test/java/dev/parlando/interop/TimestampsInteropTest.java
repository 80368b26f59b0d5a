package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.interop.InteropServer.Protocol;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Checks that audio and word times arrive complete when Node encodes them as JSON and third-party servers send them.
 */
@Tag("interop")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimestampsInteropTest {
    private static final String VOICE = "timed";
    /** Reads audio and writes lines of 1, 2, 3 … kilobytes of it, each with a word. */
    private static final String ANSWER =
            """
            const fs = require('fs');
            const audio = fs.readFileSync(process.argv[1]);
            let lines = '';
            for (let at = 0, number = 1; at < audio.length; number++) {
              const piece = audio.subarray(at, at += 1021 * number);
              const characters = [...`w${number} `];
              const times = {
                characters,
                character_start_times_seconds: characters.map((_, i) => number + i / 10),
                character_end_times_seconds: characters.map((_, i) => number + (i + 1) / 10)
              };
              lines += JSON.stringify(
                { alignment: times, audio_base64: piece.toString('base64'), normalized_alignment: null }) + '\\n';
            }
            fs.writeFileSync(process.argv[2], lines);
            """;

    @TempDir
    Path folder;

    /** Collects audio and word times. */
    private static final class Timed implements ChunkHandler {
        final CollectedAudio audio = new CollectedAudio();
        final Transcript transcript = new Transcript();

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            return audio.onChunk(chunk);
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            transcript.add(timing);
        }
    }

    private ServedFiles site() throws Exception {
        ServedFiles site = ServedFiles.in(folder);
        Path document = site.root().resolve("v1/text-to-speech/" + VOICE + "/stream/with-timestamps");
        Files.createDirectories(document.getParent());
        Path audio = Files.write(folder.resolve("audio"), ServedFiles.audio());
        Process node = new ProcessBuilder("node", "-e", ANSWER, audio.toString(), document.toString())
                .inheritIO()
                .start();
        assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).isZero();
        return site;
    }

    @ParameterizedTest
    @EnumSource
    void deliversCompleteAudioAndTimings(Protocol protocol) throws Exception {
        try (InteropServer nginx = InteropServer.nginx(site(), protocol, 1000, "default_type application/json;")) {
            assertCompleteAudioAndTimings(nginx);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"NGHTTPD", "NGHTTPD_WITH_PADDING_AND_TRAILERS"})
    void acceptsResponseWithoutContentType(FileServer server) throws Exception {
        try (InteropServer nghttpd = server.start(site())) {
            assertCompleteAudioAndTimings(nghttpd);
        }
    }

    private static void assertCompleteAudioAndTimings(InteropServer peer) {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .voice(VOICE)
                .outputFormat(OutputFormat.PCM_24000)
                .timestamps(true)
                .build();
        try (SpeechEngine engine = peer.engine()) {
            Timed timed = new Timed();
            SpeechResult result = engine.stream(request, timed).join();
            assertThat(timed.audio.bytes()).isEqualTo(ServedFiles.audio());
            assertThat(result.bytes()).isEqualTo(ServedFiles.audio().length);
            assertThat(timed.transcript.words()).hasSize(77);
            assertThat(timed.transcript.words().get(76).text()).isEqualTo("w77");
        }
    }
}
