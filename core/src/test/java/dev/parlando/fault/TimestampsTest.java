package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.delivery.TimestampedLines;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for requests with timestamps, over a real loopback connection. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimestampsTest {
    private static final int WINDOW = 65_535;
    private static final byte[] AUDIO = TimestampedLines.audio(7, 3_000_000);

    private static SpeechEngine engine(URI baseUrl) {
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of("sk_0123456789abcdef"))
                .streamWindowBytes(WINDOW)
                .governor(GovernorSettings.OFF)
                .build();
    }

    private static SpeechRequest request(OutputFormat format) {
        return SpeechRequest.builder("Hello world")
                .voice("voice1")
                .outputFormat(format)
                .timestamps(true)
                .build();
    }

    /** Collects audio and words. While {@link #open} is false, it returns HOLD for each chunk. */
    private static final class Listener implements ChunkHandler {
        final CollectingHandler collected = new CollectingHandler();
        final Transcript transcript = new Transcript();
        final CompletableFuture<Void> holding = new CompletableFuture<>();
        volatile boolean open = true;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            if (open) {
                return collected.onChunk(chunk);
            }
            holding.complete(null);
            return ChunkAction.HOLD;
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            transcript.add(timing);
        }

        @Override
        public void onEnd(SpeechResult result) {
            transcript.complete();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_24000, /v1/text-to-speech/voice1/stream/with-timestamps?output_format=pcm_24000",
        "wav_24000, /v1/text-to-speech/voice1/with-timestamps?output_format=wav_24000"
    })
    void requestsTimingsAndDeliversThemWithAudio(String format, String path) {
        CompletableFuture<String> asked = new CompletableFuture<>();
        byte[] answer = new TimestampedLines()
                .add(AUDIO, "Hello wo", 0)
                .add(new byte[] {1, 2}, "rld", 8)
                .bytes();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    asked.complete(stream.path() + " " + stream.body());
                    stream.audio("application/json").data(answer, 3989).end();
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            Listener listener = new Listener();
            SpeechResult result =
                    engine.stream(request(OutputFormat.parse(format)), listener).join();

            assertThat(asked.join()).isEqualTo(path + " {\"text\":\"Hello world\"}");
            assertThat(listener.collected.bytes()).hasSize(AUDIO.length + 2).startsWith(AUDIO);
            assertThat(result.bytes()).isEqualTo(AUDIO.length + 2);
            assertThat(result.chunks()).isEqualTo(listener.collected.chunks());
            assertThat(listener.transcript.words())
                    .containsExactly(new TimedWord("Hello", 0, 0, 500), new TimedWord("world", 6, 600, 1100));
        }
    }

    /** The stored responses have alignments that start again, lack the sent text, contain tags, or have one time only. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "timing-restarts; Guten Tag, Frau Lehmann, wie geht's?",
                "timing-normalized-only; hospitalized today",
                "timing-tags; Wait now. A secret.",
                "timing-collapsed; Good start here. word0 word1 word2"
            })
    void findsWordsOfUnusualAlignments(String name, String words) throws Exception {
        byte[] answer;
        try (InputStream resource =
                Objects.requireNonNull(Transcript.class.getResourceAsStream(name + ".pcm_24000.jsonl"))) {
            answer = resource.readAllBytes();
        }
        try (ScriptedServer server = ScriptedServer.start(stream ->
                        stream.audio("application/json").data(answer, 97).end());
                SpeechEngine engine = engine(server.baseUrl())) {
            Listener listener = new Listener();
            engine.stream(request(OutputFormat.PCM_24000), listener).join();
            List<String> found =
                    listener.transcript.words().stream().map(TimedWord::text).toList();
            assertThat(String.join(" ", found)).startsWith(words);
            assertThat(found).hasSize(name.endsWith("collapsed") ? 63 : words.split(" ", -1).length);
        }
    }

    /**
     * While the handler holds, the peer must send at most one window, here in the middle of a line of several
     * megabytes.
     */
    @Test
    void limitsPeerToOneWindowWhileHandlerHolds() throws Exception {
        CompletableFuture<ScriptedStream> asked = new CompletableFuture<>();
        byte[] answer = new TimestampedLines().add(AUDIO, "Hello", 0).bytes();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    stream.audio("application/json").data(answer, 8192).end();
                    asked.complete(stream);
                });
                SpeechEngine engine = engine(server.baseUrl())) {
            Listener listener = new Listener();
            listener.open = false;
            SpeechStream stream = engine.stream(request(OutputFormat.PCM_24000), listener);
            listener.holding.get(30, TimeUnit.SECONDS);
            for (int i = 0; i < 100; i++) {
                stream.resume();
            }
            assertThat(asked.join().sentBytes()).isLessThanOrEqualTo(WINDOW);

            listener.open = true;
            stream.resume();
            assertThat(stream.join().bytes()).isEqualTo(AUDIO.length);
            assertThat(listener.collected.bytes()).isEqualTo(AUDIO);
        }
    }
}
