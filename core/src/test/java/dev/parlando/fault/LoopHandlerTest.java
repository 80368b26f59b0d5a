package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.internal.delivery.TimestampedLines;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests handlers that are called on the event loop. {@link ConsumerFaults} has the faults of such handlers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopHandlerTest {
    private static final int BYTES = 3_000_000;

    private static SpeechEngine engine(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .build();
    }

    private static ScriptedServer audioServer() {
        return ScriptedServer.start(stream -> stream.audio("audio/pcm").end(new byte[BYTES]));
    }

    /** A handler that collects the names of the threads that call it. */
    private static final class ThreadCollector implements ChunkHandler {
        final Set<String> threads = new ConcurrentSkipListSet<>();

        private void add() {
            threads.add(Thread.currentThread().getName());
        }

        @Override
        public void onResponse(SpeechResponse response) {
            add();
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            add();
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            add();
        }
    }

    @Test
    void callsAllMethodsOnEventLoop() {
        ThreadCollector collector = new ThreadCollector();
        try (ScriptedServer server = audioServer();
                SpeechEngine engine = engine(server)) {
            SpeechResult result = engine.stream(FaultFixture.request(), new LoopHandler(collector))
                    .join();
            assertThat(result.bytes()).isEqualTo(BYTES);
            assertThat(collector.threads).singleElement().asString().startsWith("parlando-io-");
        }
    }

    @Test
    void callsHandlerOfTimestampsOnRingThread() {
        ThreadCollector collector = new ThreadCollector();
        byte[] answer = new TimestampedLines().add(new byte[999], "Hello", 0).bytes();
        SpeechRequest request =
                SpeechRequest.builder("Hello").voice("v").timestamps(true).build();
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("application/json").end(answer));
                SpeechEngine engine = engine(server)) {
            engine.stream(request, new LoopHandler(collector)).join();
            assertThat(collector.threads).containsExactly("parlando-ring-1");
        }
    }

    @Test
    void refusesBlockingCall() {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (ScriptedServer server = audioServer();
                SpeechEngine engine = engine(server)) {
            var complete = engine.stream(FaultFixture.request(), chunk -> ChunkAction.CONTINUE);
            complete.join();
            engine.stream(FaultFixture.request(), new LoopHandler(chunk -> {
                        thrown.complete(catchThrowable(complete::join));
                        return ChunkAction.CONTINUE;
                    }))
                    .join();
        }
        assertThat(thrown.join()).isInstanceOf(IllegalStateException.class).hasMessageContaining("parlando-io-");
    }

    @Test
    void closesEngineInHandler() {
        AtomicReference<SpeechEngine> closing = new AtomicReference<>();
        try (ScriptedServer server = audioServer();
                SpeechEngine engine = engine(server)) {
            closing.set(engine);
            StreamOutcome outcome = StreamOutcome.of(engine.stream(FaultFixture.request(), new LoopHandler(chunk -> {
                closing.get().close();
                return ChunkAction.HOLD;
            })));
            assertThat(outcome.error()).isInstanceOf(EngineClosedException.class);
        }
    }

    @Test
    void deliversNothingAfterCancelInHandler() {
        CompletableFuture<SpeechResult> end = new CompletableFuture<>();
        try (ScriptedServer server = audioServer();
                SpeechEngine engine = engine(server)) {
            engine.stream(FaultFixture.request(), new LoopHandler(new ChunkHandler() {
                @Override
                public ChunkAction onChunk(Chunk chunk) {
                    return ChunkAction.CANCEL;
                }

                @Override
                public void onEnd(SpeechResult result) {
                    end.complete(result);
                }
            }));
            SpeechResult result =
                    end.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
            assertThat(result.cancelled()).isTrue();
            assertThat(result.bytes()).isZero();
        }
    }
}
