package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.Priority;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechStream;
import dev.parlando.voice.VoiceQuery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a blocking call in a handler fails immediately, since it would silence all streams of the ring. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingCallTest {
    private ScriptedServer server;
    private SpeechEngine engine;

    @BeforeEach
    void start() {
        server = ScriptedServer.start(stream -> stream.audio("audio/pcm").end(new byte[100]));
        engine = SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .build();
    }

    @AfterEach
    void close() {
        engine.close();
        server.close();
    }

    /** Makes a call on the ring thread, and checks that the stream and a later one are complete. */
    private Throwable inHandler(ThrowingCall call) {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        StreamOutcome outcome = StreamOutcome.of(engine.stream(FaultFixture.request(), chunk -> {
            thrown.complete(catchThrowable(call::run));
            return ChunkAction.CONTINUE;
        }));
        assertThat(outcome.error()).isNull();
        assertThat(FaultFixture.speak(engine).error()).isNull();
        return thrown.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static void assertRefused(Throwable thrown, String call, String alternative) {
        assertThat(thrown)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(call, "parlando-ring-1", alternative);
    }

    @Test
    void refusesJoin() {
        SpeechStream complete = engine.stream(FaultFixture.request(), chunk -> ChunkAction.CONTINUE);
        complete.join();
        assertRefused(inHandler(complete::join), "join()", "completion()");
    }

    @Test
    void refusesReadOfInputStream() throws Exception {
        try (SpeechInputStream input = engine.inputStream(FaultFixture.request())) {
            assertRefused(inHandler(input::read), "read", "ChunkHandler");
            assertRefused(inHandler(input::readAllBytes), "read", "ChunkHandler");
            assertThat(input.readAllBytes()).hasSize(100);
        }
    }

    @Test
    void refusesCollect() {
        assertRefused(inHandler(() -> engine.collect(FaultFixture.request())), "collect", "stream");
    }

    @Test
    void refusesAcquire() {
        Throwable thrown = inHandler(() -> engine.governor().acquire(null, Priority.NORMAL, Duration.ZERO));
        assertRefused(thrown, "acquire", "acquireAsync");
    }

    @Test
    void refusesIterationOverVoices() {
        Throwable thrown = inHandler(() -> engine.allVoices(VoiceQuery.ALL).forEach(voice -> {}));
        assertRefused(thrown, "voices", "forEachAsync");
    }

    /** A call that may throw. */
    private interface ThrowingCall {
        void run() throws Exception;
    }
}
