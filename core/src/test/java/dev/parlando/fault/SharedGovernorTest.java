package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.Reflection;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of engines that share one governor. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedGovernorTest {
    private static SharedGovernor governor(int initialLimit) {
        return SpeechEngine.createGovernor(GovernorSettings.DEFAULT.withInitialLimit(initialLimit));
    }

    private static SpeechEngineBuilder builder(URI baseUrl, SharedGovernor governor) {
        return SpeechEngine.builder().baseUrl(baseUrl).closeGrace(Duration.ZERO).governor(governor);
    }

    private static SpeechEngine engine(ScriptedServer server, SharedGovernor governor) {
        return builder(server.baseUrl(), governor).build();
    }

    private static SpeechStream start(SpeechEngine engine, String text, Priority priority) {
        return engine.stream(
                SpeechRequest.builder(text)
                        .voice("voice1")
                        .outputFormat(OutputFormat.PCM_24000)
                        .build(),
                new CollectingHandler(),
                CallOptions.DEFAULT.withPriority(priority));
    }

    private static SpeechStream start(SpeechEngine engine) {
        return start(engine, "Hello", Priority.NORMAL);
    }

    private static LimitSnapshot await(SpeechEngine engine, int inFlight, int queued) {
        return Permits.await(engine, now -> now.inFlight() == inFlight && now.queued() == queued);
    }

    @Test
    void keepsTwoEnginesTogetherWithinAccountLimitAndUsesAllOfIt() {
        ScriptedAccount account = new ScriptedAccount(3);
        try (ScriptedServer server = ScriptedServer.start(account);
                SharedGovernor governor = governor(2);
                SpeechEngine one = engine(server, governor);
                SpeechEngine other = engine(server, governor)) {
            List<SpeechStream> streams = new ArrayList<>();
            Queue<ScriptedStream> running = new ArrayDeque<>();
            for (int i = 0; i < 20; i++) {
                streams.add(start(i % 2 == 0 ? one : other));
            }
            for (int left = 20; left > 2; left--) {
                await(one, 3, left - 3);
                while (running.size() < 3) {
                    running.add(account.next());
                }
                account.finish(running.remove());
            }
            running.forEach(account::finish);
            streams.forEach(SpeechStream::join);

            assertThat(account.refused()).isZero();
            assertThat(account.highest()).isEqualTo(3);
            assertThat(one.governor()).isSameAs(governor).isSameAs(other.governor());
            Permits.awaitNone(other);
        }
    }

    @Test
    void admitsLiveRequestOfOneEngineBeforePrefetchOfAnother() {
        ScriptedAccount account = new ScriptedAccount(1);
        try (ScriptedServer server = ScriptedServer.start(account);
                SharedGovernor governor = governor(1);
                SpeechEngine one = engine(server, governor);
                SpeechEngine other = engine(server, governor)) {
            start(other, "first", Priority.NORMAL);
            await(one, 1, 0);
            start(other, "later", Priority.PREFETCH);
            await(one, 1, 1);
            start(one, "now", Priority.LIVE);
            await(one, 1, 2);

            for (String expected : List.of("first", "now", "later")) {
                ScriptedStream next = account.next();
                assertThat(next.body()).contains(expected);
                account.finish(next);
            }
            Permits.awaitNone(one);
        }
    }

    @Test
    void closeOfOneEngineReturnsItsPermitsAndKeepsQueueOfAnother() {
        ScriptedAccount account = new ScriptedAccount(2);
        try (ScriptedServer server = ScriptedServer.start(account);
                SharedGovernor governor = governor(2);
                SpeechEngine remaining = engine(server, governor)) {
            SpeechEngine closing = engine(server, governor);
            List<SpeechStream> ended = List.of(start(closing), start(closing), start(closing), start(closing));
            await(closing, 2, 2);
            List<SpeechStream> kept = List.of(start(remaining), start(remaining), start(remaining));
            await(remaining, 2, 5);
            account.next();
            account.next();

            closing.close();

            ended.forEach(stream -> assertThatThrownBy(stream::join).isInstanceOf(EngineClosedException.class));
            await(remaining, 2, 1);
            for (int i = 0; i < 3; i++) {
                account.finish(account.next());
            }
            kept.forEach(SpeechStream::join);
            Permits.awaitNone(remaining);
        }
    }

    @Test
    void appliesChangedMaximumWhileRequestsRun() {
        ScriptedAccount account = new ScriptedAccount(5);
        try (ScriptedServer server = ScriptedServer.start(account);
                SharedGovernor governor = governor(5);
                SpeechEngine one = engine(server, governor);
                SpeechEngine other = engine(server, governor)) {
            List<SpeechStream> streams = Stream.of(one, other, one, other, one, other, one, other, one)
                    .map(SharedGovernorTest::start)
                    .toList();
            await(one, 5, 4);
            governor.setMaxLimit(2);
            account.finish(account.next());
            account.finish(account.next());
            account.finish(account.next());
            await(other, 2, 4);
            account.finish(account.next());
            await(other, 2, 3);

            governor.setMaxLimit(5);

            await(one, 5, 0);
            for (int i = 0; i < 5; i++) {
                account.finish(account.next());
            }
            streams.forEach(SpeechStream::join);
            assertThat(account.refused()).isZero();
        }
    }

    @Test
    void listsKeysOfOpenEngines() {
        try (ScriptedServer server = ScriptedServer.start(stream -> {});
                SharedGovernor governor = governor(2)) {
            ApiKey first = ApiKey.of("sk_0123456789");
            ApiKey second = ApiKey.of("sk_9876543210");
            SpeechEngine one = builder(server.baseUrl(), governor).apiKey(first).build();
            SpeechEngine other =
                    builder(server.baseUrl(), governor).apiKey(second).build();
            assertThat(governor.snapshot(null).keyFingerprint().split(",", -1))
                    .containsExactlyInAnyOrder(first.fingerprint(), second.fingerprint());

            one.close();
            assertThat(governor.snapshot(null).keyFingerprint()).isEqualTo(second.fingerprint());
            other.close();
            assertThat(governor.snapshot(null).keyFingerprint()).isEqualTo("none");
        }
    }

    @Test
    void closeOfGovernorRefusesRequestsOfOpenEngines() {
        ScriptedAccount account = new ScriptedAccount(1);
        try (ScriptedServer server = ScriptedServer.start(account)) {
            SharedGovernor governor = governor(1);
            try (SpeechEngine engine = engine(server, governor)) {
                SpeechStream running = start(engine);
                SpeechStream waiting = start(engine);
                await(engine, 1, 1);

                governor.close();
                governor.close();

                assertThatThrownBy(waiting::join)
                        .isInstanceOf(EngineClosedException.class)
                        .hasMessageContaining("the governor was closed");
                assertThatThrownBy(() -> start(engine).join()).isInstanceOf(EngineClosedException.class);
                assertThatThrownBy(() -> engine(server, governor))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("governor: is closed");
                account.finish(account.next());
                running.join();
            }
        }
    }

    @Test
    void endsThreadsWithGovernor() throws Exception {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        ScriptedAccount account = new ScriptedAccount(1);
        try (ScriptedServer server = ScriptedServer.start(account)) {
            SharedGovernor governor = governor(1);
            SpeechEngine engine = engine(server, governor);
            Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
            CompletableFuture<Permit> waiting = governor.acquireAsync(null, Priority.NORMAL, Duration.ofMinutes(1));
            SpeechStream stream = start(engine);
            await(engine, 1, 2);
            engine.close();
            assertThatThrownBy(stream::join).isInstanceOf(EngineClosedException.class);
            permit.close();
            waiting.get(30, TimeUnit.SECONDS);
            CompletableFuture<Permit> last = governor.acquireAsync(null, Priority.NORMAL, Duration.ofMinutes(1));
            assertThat(newThreads(before)).contains("parlando-governor");

            governor.close();

            assertThatThrownBy(() -> last.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(EngineClosedException.class);
            assertThat(newThreads(before)).noneMatch(name -> name.startsWith("parlando-"));
        }
    }

    private static List<String> newThreads(List<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .toList();
    }

    @Test
    void rejectsGovernorOfAnotherKindAndInvalidLimit() {
        try (SharedGovernor governor = governor(1)) {
            SharedGovernor fake = Reflection.newProxy(SharedGovernor.class, (proxy, method, arguments) -> null);
            SpeechEngineBuilder builder =
                    SpeechEngine.builder().baseUrl("http://127.0.0.1:9").governor(fake);

            assertThatThrownBy(builder::build)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("SpeechEngine.createGovernor");
            assertThatThrownBy(() -> governor.setMaxLimit(0))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("governor.max_limit");
            assertThat(governor.snapshots()).hasSize(1);
        }
    }
}
