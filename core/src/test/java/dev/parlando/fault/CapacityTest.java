package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.error.CapacityException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Pause;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.voice.VoiceQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for requests that the service rejects for lack of capacity, and for requests whose permit never arrives. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CapacityTest {
    private static final String TOO_MANY = "too_many_concurrent_requests";
    private static final RetryPolicy SOON = RetryPolicy.DEFAULT
            .withMaxAttempts(3)
            .withFirstDelay(Duration.ofMillis(1))
            .withMaxDelay(Duration.ofSeconds(10));

    private final BlockingQueue<ScriptedStream> seen = new LinkedBlockingQueue<>();

    private static SpeechEngineBuilder builder(URI baseUrl) {
        return SpeechEngine.builder().baseUrl(baseUrl).closeGrace(Duration.ZERO).retryPolicy(SOON);
    }

    private static SpeechEngine engine(URI baseUrl, GovernorSettings settings) {
        return builder(baseUrl).governor(settings).build();
    }

    private static SpeechStream start(SpeechEngine engine, String text, @Nullable Duration deadline) {
        SpeechRequest request = SpeechRequest.builder(text).voice("voice1").build();
        CallOptions options = deadline == null ? CallOptions.DEFAULT : CallOptions.DEFAULT.withDeadline(deadline);
        return engine.stream(request, new CollectingHandler(), options);
    }

    private static SpeechStream start(SpeechEngine engine) {
        return start(engine, "Hello", null);
    }

    private static void answer(ScriptedStream stream) {
        ScriptedAccount.respond(stream, "1", "1");
        stream.end(ScriptedAccount.AUDIO);
    }

    /** Rejects the first requests and responds to the others. */
    private static Consumer<ScriptedStream> refusing(int times, AtomicInteger requests, Consumer<ScriptedStream> bad) {
        return stream -> {
            if (requests.incrementAndGet() <= times) {
                bad.accept(stream);
            } else {
                answer(stream);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {TOO_MANY, "concurrent_limit_exceeded"})
    void requeuesRequestRefusedForConcurrency(String status) {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server =
                        ScriptedServer.start(refusing(5, requests, stream -> ScriptedAccount.refuse(stream, status)));
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT.withInitialLimit(10))) {
            SpeechStream stream = start(engine);
            assertThat(stream.join().bytes()).isEqualTo(ScriptedAccount.AUDIO.length);

            List<AttemptRecord> attempts = stream.timeline().attempts();
            assertThat(attempts).extracting(AttemptRecord::number).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(attempts).allSatisfy(attempt -> assertThat(attempt.limitAtPermit())
                    .isNotNull()
                    .extracting(LimitSnapshot::inFlight)
                    .isEqualTo(1));
            assertThat(attempts.subList(0, 5)).allSatisfy(attempt -> {
                assertThat(attempt.failure()).isInstanceOf(CapacityException.class);
                assertThat(attempt.limitAtResponse()).isNull();
            });
            assertThat(attempts.get(5).failure()).isNull();
            assertThat(attempts.get(5).limitAtResponse()).isNotNull();
            assertThat(stream.timeline().nanos(TimelineEvent.PERMIT).getAsLong())
                    .isGreaterThanOrEqualTo(attempts.get(4).endNanos());
        }
    }

    @Test
    void shrinksLimitAfterConcurrencyRefusal() {
        AtomicInteger requests = new AtomicInteger();
        Events events = new Events();
        try (ScriptedServer server = ScriptedServer.start(
                        refusing(1, requests, stream -> ScriptedAccount.refuse(stream, TOO_MANY)));
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT.withInitialLimit(10))) {
            engine.governor().addListener(events);
            start(engine).join();
            Pause pause = Events.next(events.pauses);
            assertThat(pause.reason()).isEqualTo(TOO_MANY);
            assertThat(pause.snapshot().limit()).isLessThan(10);
            assertThat(pause.snapshot().reason()).isEqualTo(LimitReason.REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system_busy", "rate_limit_exceeded", "something_new"})
    void pausesForBusyServiceWithoutShrinkingLimit(String status) {
        AtomicInteger requests = new AtomicInteger();
        Events events = new Events();
        try (ScriptedServer server =
                        ScriptedServer.start(refusing(6, requests, stream -> ScriptedAccount.refuse(stream, status)));
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT.withInitialLimit(10))) {
            engine.governor().addListener(events);
            start(engine).join();
            assertThat(requests).hasValue(7);
            for (int i = 0; i < 6; i++) {
                Pause pause = Events.next(events.pauses);
                assertThat(pause.reason()).isEqualTo(status);
                assertThat(pause.snapshot().limit()).isEqualTo(10);
            }
        }
    }

    @Test
    void waitsForRetryAfterOfService() {
        AtomicInteger requests = new AtomicInteger();
        Events events = new Events();
        try (ScriptedServer server = ScriptedServer.start(refusing(
                        1, requests, stream -> ScriptedAccount.refuse(stream, "system_busy", "retry-after", "1")));
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT)) {
            engine.governor().addListener(events);
            SpeechStream stream = start(engine);
            stream.join();
            assertThat(Events.next(events.pauses).pausedNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
            List<AttemptRecord> attempts = stream.timeline().attempts();
            AttemptRecord refused = attempts.get(0);
            AttemptRecord retried = attempts.get(1);
            // The pause starts with the refusal; the second attempt may start a little later.
            long permitNanos = retried.startNanos() + retried.waitedNanos();
            assertThat(permitNanos - refused.endNanos()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void failsAfterOneAttemptWhenRetriesAreOff() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(
                        refusing(1_000, requests, stream -> ScriptedAccount.refuse(stream, TOO_MANY)));
                SpeechEngine engine =
                        builder(server.baseUrl()).retryPolicy(RetryPolicy.NONE).build()) {
            assertThatThrownBy(() -> start(engine).join()).isInstanceOfSatisfying(CapacityException.class, error -> {
                assertThat(error.error()).isNotNull();
                assertThat(error.timeoutPhase()).isNull();
            });
            assertThat(requests).hasValue(1);
            Permits.awaitNone(engine);
        }
    }

    @Test
    void retriesByPolicyWithoutGovernor() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(
                        refusing(1_000, requests, stream -> ScriptedAccount.refuse(stream, TOO_MANY)));
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.OFF)) {
            assertThatThrownBy(() -> start(engine).join()).isInstanceOfSatisfying(CapacityException.class, error -> {
                assertThat(error.error()).isNotNull();
                assertThat(error.limit()).isNull();
            });
            assertThat(requests).hasValue(SOON.maxAttempts());
            Permits.awaitNone(engine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TOO_MANY, "system_busy"})
    void failsWithPermitTimeoutAfterMaximumWait(String status) {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(
                        refusing(100_000, requests, stream -> ScriptedAccount.refuse(stream, status)));
                SpeechEngine engine =
                        engine(server.baseUrl(), GovernorSettings.DEFAULT.withMaxWait(Duration.ofMillis(400)))) {
            assertThatThrownBy(() -> start(engine).join())
                    .hasMessageContaining("no permit")
                    .hasMessageContaining(status)
                    .isInstanceOfSatisfying(CapacityException.class, error -> {
                        assertThat(error.timeoutPhase()).isEqualTo(TimeoutPhase.PERMIT);
                        assertThat(error.error()).isNotNull();
                        assertThat(error.error().hasReason(status)).isTrue();
                        assertThat(error.limit()).isNotNull();
                        assertThat(error.retryAfter()).isPositive();
                        assertThat(error.retryable()).isTrue();
                    });
            Permits.awaitNone(engine);
        }
    }

    @Test
    void keepsQueuePositionOfRefusedRequest() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT.withInitialLimit(1))) {
            SpeechStream first = start(engine, "first", null);
            ScriptedStream refused = ScriptedAccount.next(seen);
            List<SpeechStream> others = List.of(start(engine, "second", null), start(engine, "third", null));
            Permits.await(engine, limit -> limit.queued() == 2);
            ScriptedAccount.refuse(refused, TOO_MANY);
            for (String expected : List.of("first", "second", "third")) {
                ScriptedStream next = ScriptedAccount.next(seen);
                assertThat(next.body()).contains(expected);
                answer(next);
            }
            first.join();
            others.forEach(SpeechStream::join);
        }
    }

    @Test
    void failsQueuedRequestAtDeadline() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT.withInitialLimit(1))) {
            SpeechStream running = start(engine);
            ScriptedStream atServer = ScriptedAccount.next(seen);
            SpeechStream late = start(engine, "late", Duration.ofMillis(50));
            assertThatThrownBy(late::join).isInstanceOfSatisfying(CapacityException.class, error -> {
                assertThat(error.timeoutPhase()).isEqualTo(TimeoutPhase.PERMIT);
                assertThat(error.limit()).isNotNull();
                assertThat(error.limit().inFlight()).isEqualTo(1);
                assertThat(error.error()).isNull();
            });
            Permits.await(engine, limit -> limit.inFlight() == 1 && limit.queued() == 0);
            answer(atServer);
            running.join();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void rejectsRequestWhenQueueIsFull() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT.withMaxQueued(1))) {
            List<SpeechStream> streams = List.of(start(engine), start(engine), start(engine));
            assertThatThrownBy(() -> start(engine).join())
                    .hasMessageContaining("max_queued")
                    .isInstanceOfSatisfying(CapacityException.class, error -> {
                        assertThat(error.timeoutPhase()).isNull();
                        assertThat(error.limit()).isNotNull();
                        assertThat(error.limit().queued()).isEqualTo(1);
                        assertThat(error.retryAfter()).isPositive();
                    });
            streams.forEach(stream -> answer(ScriptedAccount.next(seen)));
            streams.forEach(SpeechStream::join);
        }
    }

    @Test
    void requeuesRefusedVoiceListing() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    if (requests.incrementAndGet() <= 5) {
                        ScriptedAccount.refuse(stream, requests.get() % 2 == 0 ? TOO_MANY : "system_busy");
                    } else {
                        stream.head(200, "content-type", "application/json")
                                .end("{\"voices\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8));
                    }
                });
                SpeechEngine engine = engine(server.baseUrl(), GovernorSettings.DEFAULT)) {
            assertThat(engine.voices(VoiceQuery.ALL)
                            .toCompletableFuture()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join()
                            .voices())
                    .isEmpty();
            assertThat(requests).hasValue(6);
            Permits.awaitNone(engine);
        }
    }

    /** Records the reported pauses. */
    private static final class Events implements GovernorListener {
        final BlockingQueue<Pause> pauses = new LinkedBlockingQueue<>();

        @Override
        public void onPaused(Pause pause) {
            pauses.add(pause);
        }

        static <T> T next(BlockingQueue<T> events) {
            try {
                T next = events.poll(30, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
