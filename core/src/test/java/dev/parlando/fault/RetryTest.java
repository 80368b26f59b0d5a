package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.AttemptRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for retries, and for the deadlines that bound them. */
@Timeout(60)
class RetryTest {
    private static final byte[] AUDIO = new byte[5_000];
    private static final RetryPolicy SOON = RetryPolicy.DEFAULT
            .withMaxAttempts(3)
            .withFirstDelay(Duration.ofMillis(1))
            .withMaxDelay(Duration.ofMillis(2));

    private static SpeechEngine engine(URI baseUrl, RetryPolicy policy) {
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .closeGrace(Duration.ZERO)
                .retryPolicy(policy)
                .build();
    }

    private static SpeechRequest request() {
        return SpeechRequest.builder("Hello")
                .voice("voice1")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }

    /** Responds to the first requests with a failure and to the next one with audio. */
    private static Consumer<ScriptedStream> badly(int times, AtomicInteger seen, Consumer<ScriptedStream> bad) {
        return stream -> {
            if (seen.incrementAndGet() <= times) {
                bad.accept(stream);
            } else {
                stream.audio("audio/pcm").end(AUDIO);
            }
        };
    }

    private static void busy(ScriptedStream stream) {
        stream.head(503, "content-type", "application/json")
                .end("{\"detail\":{\"status\":\"service_unavailable\"}}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void retriesAfterTemporaryOverload() {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(badly(2, seen, RetryTest::busy));
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            CollectingHandler collected = new CollectingHandler();
            SpeechStream stream = engine.stream(request(), collected);
            assertThat(collected.await().bytes()).isEqualTo(AUDIO.length);

            List<AttemptRecord> attempts = stream.timeline().attempts();
            assertThat(attempts).extracting(AttemptRecord::number).containsExactly(1, 2, 3);
            assertThat(attempts.subList(0, 2))
                    .allSatisfy(attempt -> assertThat(attempt.failure()).isInstanceOf(RequestRejectedException.class));
            assertThat(attempts.get(2).failure()).isNull();
            assertThat(attempts.get(2).startNanos())
                    .isGreaterThanOrEqualTo(attempts.get(1).endNanos());
        }
    }

    @Test
    void reportsLastErrorAfterAllAttempts() {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(badly(100, seen, RetryTest::busy));
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected);
            assertThatThrownBy(collected::await)
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("503");
            assertThat(seen).hasValue(3);
        }
    }

    @Test
    void failsWithoutRetryOnLongRetryAfter() {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server =
                        ScriptedServer.start(badly(1, seen, stream -> stream.head(429, "retry-after", "3600")
                                .end()));
                SpeechEngine engine = engine(server.baseUrl(), RetryPolicy.DEFAULT)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected);
            assertThatThrownBy(collected::await).isInstanceOfSatisfying(CapacityException.class, error -> {
                assertThat(error.error()).isNotNull();
                assertThat(error.error().retryAfter()).isEqualTo(Duration.ofHours(1));
            });
            assertThat(seen).hasValue(1);
        }
    }

    @Test
    void doesNotRetryAcceptedRequest() {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(
                        badly(1, seen, stream -> stream.audio("audio/pcm").cut()));
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected);
            assertThatThrownBy(collected::await)
                    .isInstanceOfSatisfying(TransportException.class, error -> assertThat(error.progress())
                            .isEqualTo(RequestProgress.PROCESSED));
            assertThat(seen).hasValue(1);
        }
    }

    @Test
    void retriesPossiblyProcessedRequestWhenAllowed() {
        AtomicInteger seen = new AtomicInteger();
        RetryPolicy bold = RetryPolicy.DEFAULT
                .withMaxAttempts(2)
                .withFirstDelay(Duration.ofMillis(1))
                .withMaxDelay(Duration.ofMillis(1))
                .withRetryIfProcessed(true);
        try (ScriptedServer server = ScriptedServer.start(badly(1, seen, ScriptedStream::cut));
                SpeechEngine engine = engine(server.baseUrl(), bold)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected);
            assertThat(collected.await().bytes()).isEqualTo(AUDIO.length);
            assertThat(seen).hasValue(2);
        }
    }

    @Test
    void retriesInterruptedListRequest() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    if (seen.incrementAndGet() == 1) {
                        stream.cut();
                    } else {
                        stream.head(200, "content-type", "application/json").end("[]".getBytes(StandardCharsets.UTF_8));
                    }
                });
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            assertThat(engine.models().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEmpty();
        }
    }

    @Test
    void failsUnansweredRequestAtDeadline() {
        try (ScriptedServer server = ScriptedServer.start(stream -> {});
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            assertThatThrownBy(() -> within(engine, Duration.ofMillis(50)).await())
                    .isInstanceOfSatisfying(TransportException.class, error -> assertThat(error.timeoutPhase())
                            .isEqualTo(TimeoutPhase.DEADLINE))
                    .hasMessageContaining("50 ms");
        }
    }

    @Test
    void sendsExtraHeadersWithEveryAttempt() {
        AtomicInteger seen = new AtomicInteger();
        Queue<String> headers = new ConcurrentLinkedQueue<>();
        Consumer<ScriptedStream> script = badly(1, seen, RetryTest::busy);
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    headers.add(stream.header("traceparent") + ' ' + stream.header("content-type"));
                    script.accept(stream);
                });
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected, CallOptions.DEFAULT.withHeader("Traceparent", "00-1-2-01"));
            assertThat(collected.await().bytes()).isEqualTo(AUDIO.length);
        }
        assertThat(headers).containsExactly("00-1-2-01 application/json", "00-1-2-01 application/json");
    }

    @Test
    void failsHeldStreamAtDeadline() {
        try (ScriptedServer server =
                        ScriptedServer.start(stream -> stream.audio("audio/pcm").end(AUDIO));
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            CollectingHandler held = new CollectingHandler();
            held.holding = true;
            engine.stream(request(), held, CallOptions.DEFAULT.withDeadline(Duration.ofMillis(300)));
            assertThatThrownBy(held::await)
                    .isInstanceOfSatisfying(ParlandoException.class, error -> assertThat(error.timeoutPhase())
                            .isEqualTo(TimeoutPhase.DEADLINE));
        }
    }

    @Test
    void failsWithoutWaitingForRetryBeyondDeadline() {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(badly(
                        1, seen, stream -> stream.head(503, "retry-after", "9", "content-type", "application/json")
                                .end("{\"detail\":{\"status\":\"maintenance\"}}".getBytes(StandardCharsets.UTF_8))));
                SpeechEngine engine = engine(server.baseUrl(), RetryPolicy.DEFAULT)) {
            assertThatThrownBy(() -> within(engine, Duration.ofSeconds(8)).await())
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("503");
            assertThat(seen).hasValue(1);
        }
    }

    @Test
    void completesRequestBeforeDeadline() {
        try (ScriptedServer server =
                        ScriptedServer.start(stream -> stream.audio("audio/pcm").end(AUDIO));
                SpeechEngine engine = engine(server.baseUrl(), SOON)) {
            assertThat(within(engine, Duration.ofMinutes(1)).await().bytes()).isEqualTo(AUDIO.length);
        }
    }

    private static CollectingHandler within(SpeechEngine engine, Duration deadline) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(request(), collected, CallOptions.DEFAULT.withDeadline(deadline));
        return collected;
    }

    @Test
    void doesNotRetryTruncatedAudio() {
        AtomicInteger seen = new AtomicInteger();
        RetryPolicy bold = RetryPolicy.DEFAULT
                .withMaxAttempts(3)
                .withFirstDelay(Duration.ofMillis(1))
                .withMaxDelay(Duration.ofMillis(1))
                .withRetryIfProcessed(true);
        try (ScriptedServer server = ScriptedServer.start(badly(
                        1, seen, stream -> stream.audio("audio/pcm").data(AUDIO).cut()));
                SpeechEngine engine = engine(server.baseUrl(), bold)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(request(), collected);
            assertThatThrownBy(collected::await).isInstanceOfSatisfying(TruncatedAudioException.class, error -> {
                assertThat(error.bytesDelivered()).isEqualTo(AUDIO.length);
                assertThat(error.requestId()).isEqualTo("req-1");
            });
            assertThat(seen).hasValue(1);
        }
    }
}
