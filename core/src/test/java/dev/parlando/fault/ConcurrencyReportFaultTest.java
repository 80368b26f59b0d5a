package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.LimitChange;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the concurrency values in response headers, and for the events that listeners receive. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrencyReportFaultTest {
    private static final String LOGGER = "dev.parlando.internal.limiter.LimiterEvents";

    private static SpeechEngine engine(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .closeGrace(Duration.ZERO)
                .build();
    }

    private static void speak(SpeechEngine engine) {
        engine.stream(SpeechRequest.builder("Hello").voice("voice1").build(), new CollectingHandler())
                .join();
    }

    @ParameterizedTest
    @CsvSource({
        "many, 5, 5",
        "1, many,",
        "1, -1,",
        "1, 0,",
        "1, 1000000000,",
        "1, 99999999999999999999,",
        "1, 5.5,",
        "1, '',",
        "-3, 5, 5",
        "1000000000, 5, 5",
        "7, 3, 3",
    })
    void logsInvalidConcurrencyHeadersOnce(String current, String maximum, @Nullable Integer believed) {
        try (LogRecorder log = new LogRecorder(LOGGER, Level.ALL);
                ScriptedServer server = ScriptedServer.start(stream -> {
                    ScriptedAccount.respond(stream, current, maximum);
                    stream.end(ScriptedAccount.AUDIO);
                })) {
            try (SpeechEngine engine = engine(server)) {
                for (int i = 0; i < 10; i++) {
                    speak(engine);
                    LimitSnapshot now = engine.governor().snapshot(null);
                    assertThat(now.maximum()).isEqualTo(believed);
                    assertThat(now.limit()).isBetween(1, believed == null ? 20 : believed);
                }
                Permits.awaitNone(engine);
            }
            // The engine has waited for the messages, which another thread writes.
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void acceptsMissingConcurrencyHeaders() {
        try (LogRecorder log = new LogRecorder(LOGGER, Level.ALL);
                ScriptedServer server =
                        ScriptedServer.start(stream -> stream.audio("audio/pcm").end(ScriptedAccount.AUDIO));
                SpeechEngine engine = engine(server)) {
            for (int i = 0; i < 10; i++) {
                speak(engine);
            }
            assertThat(engine.governor().snapshot(null)).satisfies(limit -> {
                assertThat(limit.limit()).isGreaterThanOrEqualTo(2);
                assertThat(limit.maximum()).isNull();
                assertThat(limit.sampledNanos()).isZero();
            });
            assertThat(log.records()).isEmpty();
        }
    }

    /** Records its calling threads and the reported values. */
    private static final class Listener implements GovernorListener {
        final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        final Queue<LimitSnapshot> admissions = new ConcurrentLinkedQueue<>();
        final Queue<LimitChange> changes = new ConcurrentLinkedQueue<>();
        final CountDownLatch responses;

        Listener(int responses) {
            this.responses = new CountDownLatch(responses);
        }

        @Override
        public void onAdmitted(Admission admission) {
            threads.add(Thread.currentThread());
            admissions.add(admission.snapshot());
        }

        @Override
        public void onLimitChanged(LimitChange change) {
            threads.add(Thread.currentThread());
            changes.add(change);
        }

        @Override
        public void onResponse(LimitSnapshot now) {
            threads.add(Thread.currentThread());
            responses.countDown();
        }

        void awaitResponses() {
            try {
                assertThat(responses.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void notifiesListenersOnOwnThreadThatEndsWithEngine() throws Exception {
        ScriptedAccount account = new ScriptedAccount(4);
        Listener listener = new Listener(20);
        try (ScriptedServer server = ScriptedServer.start(account)) {
            try (SpeechEngine engine = engine(server)) {
                engine.governor().addListener(listener);
                List<CompletableFuture<?>> ends = speakAll(engine, 20);
                for (int i = 0; i < 20; i++) {
                    account.finish(account.next());
                }
                CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                        .get(30, TimeUnit.SECONDS);
                listener.awaitResponses();
            }
        }
        assertThat(listener.threads).extracting(Thread::getName).containsOnly("parlando-events");
        assertThat(listener.admissions).hasSize(20).allSatisfy(now -> assertThat(now.inFlight())
                .isBetween(1, now.limit()));
        assertThat(listener.changes.peek().previousLimit()).isEqualTo(2);
        assertThat(listener.changes)
                .last()
                .satisfies(last -> assertThat(last.snapshot().limit()).isEqualTo(4));
        for (Thread thread : listener.threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static List<CompletableFuture<?>> speakAll(SpeechEngine engine, int count) {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ends.add(
                    engine.stream(SpeechRequest.builder("Hello").voice("voice1").build(), new CollectingHandler())
                            .completion()
                            .toCompletableFuture());
        }
        return ends;
    }

    @Test
    void notifiesOtherListenersDespiteThrowingListener() {
        Listener good = new Listener(3);
        try (LogRecorder log = new LogRecorder(LOGGER, Level.ALL);
                ScriptedServer server = ScriptedServer.start(stream -> {
                    ScriptedAccount.respond(stream, "1", "5");
                    stream.end(ScriptedAccount.AUDIO);
                });
                SpeechEngine engine = engine(server)) {
            engine.governor().addListener(new GovernorListener() {
                @Override
                public void onResponse(LimitSnapshot now) {
                    throw new AssertionError("mine");
                }
            });
            engine.governor().addListener(good);
            for (int i = 0; i < 3; i++) {
                speak(engine);
            }
            good.awaitResponses();
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void allowsListenerToCloseEngine() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
            ScriptedAccount.respond(stream, "1", "5");
            stream.end(ScriptedAccount.AUDIO);
        })) {
            SpeechEngine engine = engine(server);
            engine.governor().addListener(new GovernorListener() {
                @Override
                public void onResponse(LimitSnapshot now) {
                    engine.close();
                    closed.complete(null);
                }
            });
            engine.stream(SpeechRequest.builder("Hello").voice("voice1").build(), new CollectingHandler());
            closed.get(30, TimeUnit.SECONDS);
        }
    }
}
