package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.error.EngineClosedException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.AttemptRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the number of concurrent requests at the service, and for their order. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitTest {
    private final BlockingQueue<ScriptedStream> seen = new LinkedBlockingQueue<>();

    private static SpeechEngineBuilder builder(URI baseUrl) {
        return SpeechEngine.builder().baseUrl(baseUrl).closeGrace(Duration.ZERO);
    }

    private static SpeechEngine engine(URI baseUrl) {
        return builder(baseUrl).build();
    }

    private static SpeechRequest request(String text, @Nullable String modelId) {
        SpeechRequestBuilder request =
                SpeechRequest.builder(text).voice("voice1").outputFormat(OutputFormat.PCM_24000);
        return (modelId == null ? request : request.model(modelId)).build();
    }

    private static CollectingHandler start(
            SpeechEngine engine, String text, @Nullable String modelId, Priority priority) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(request(text, modelId), collected, CallOptions.DEFAULT.withPriority(priority));
        return collected;
    }

    private static CollectingHandler start(SpeechEngine engine) {
        return start(engine, "Hello", null, Priority.NORMAL);
    }

    private static List<CollectingHandler> start(SpeechEngine engine, int count) {
        return IntStream.range(0, count).mapToObj(i -> start(engine)).toList();
    }

    private static void awaitInFlightAndQueued(SpeechEngine engine, int inFlight, int queued) {
        Permits.await(engine, limit -> limit.inFlight() == inFlight && limit.queued() == queued);
    }

    @Test
    void startsWithTwoPermitsAndFollowsFirstResponse() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> streams = start(engine, 10);
            awaitInFlightAndQueued(engine, 2, 8);
            ScriptedStream first = ScriptedAccount.next(seen);
            ScriptedAccount.respond(first, "2", "5");
            awaitInFlightAndQueued(engine, 5, 5);
            assertThat(engine.governor().snapshot(null)).satisfies(limit -> {
                assertThat(limit.limit()).isEqualTo(5);
                assertThat(limit.maximum()).isEqualTo(5);
                assertThat(limit.current()).isEqualTo(2);
                assertThat(limit.reason()).isEqualTo(LimitReason.MAXIMUM);
            });
            first.end(ScriptedAccount.AUDIO);
            for (int i = 1; i < 10; i++) {
                ScriptedStream next = ScriptedAccount.next(seen);
                ScriptedAccount.respond(next, "5", "5");
                next.end(ScriptedAccount.AUDIO);
            }
            streams.forEach(CollectingHandler::await);
            Permits.awaitNone(engine);
        }
    }

    @Test
    void keepsSingleEngineWithinAccountLimit() {
        ScriptedAccount account = new ScriptedAccount(5);
        try (ScriptedServer server = ScriptedServer.start(account);
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> streams = start(engine, 100);
            finishOneByOne(engine, account, 100, 5);
            streams.forEach(CollectingHandler::await);
            assertThat(account.refused()).isZero();
            assertThat(account.highest()).isLessThanOrEqualTo(5);
        }
    }

    /** Ends the responses one by one, each once the limit is reached again. */
    private static void finishOneByOne(SpeechEngine engine, ScriptedAccount account, int count, int limit) {
        for (int left = count; left > 0; left--) {
            awaitInFlightAndQueued(engine, Math.min(limit, left), Math.max(0, left - limit));
            account.finish(account.next());
        }
    }

    @Test
    void sharesLimitAcrossEventLoops() {
        ScriptedAccount account = new ScriptedAccount(4);
        try (ScriptedServer server = ScriptedServer.start(account);
                SpeechEngine engine = builder(server.baseUrl()).ioThreads(3).build()) {
            List<CollectingHandler> streams = start(engine, 60);
            finishOneByOne(engine, account, 60, 4);
            streams.forEach(CollectingHandler::await);
            assertThat(account.refused()).isZero();
            assertThat(account.highest()).isLessThanOrEqualTo(4);
            assertThat(server.acceptedConnections()).isEqualTo(3);
        }
    }

    @Test
    void keepsRunningRequestsWhenLimitShrinksAndAdmitsWhenItGrows() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> streams = start(engine, 10);
            List<ScriptedStream> running =
                    new ArrayList<>(List.of(ScriptedAccount.next(seen), ScriptedAccount.next(seen)));
            ScriptedAccount.respond(running.get(0), "2", "6");
            IntStream.range(0, 4).forEach(i -> running.add(ScriptedAccount.next(seen)));
            awaitInFlightAndQueued(engine, 6, 4);

            ScriptedAccount.respond(running.get(1), "6", "2");
            Permits.await(engine, limit -> limit.limit() == 2 && limit.inFlight() == 6 && limit.queued() == 4);
            running.get(0).end(ScriptedAccount.AUDIO);
            running.get(1).end(ScriptedAccount.AUDIO);
            running.subList(2, 4).forEach(stream -> answer(stream, "4", "2"));
            awaitInFlightAndQueued(engine, 2, 4);
            answer(running.get(4), "2", "2");
            awaitInFlightAndQueued(engine, 2, 3);
            assertThat(running).noneMatch(stream -> stream.resetByClient.isDone());

            answer(running.get(5), "2", "10");
            awaitInFlightAndQueued(engine, 4, 0);
            IntStream.range(0, 4).forEach(i -> answer(ScriptedAccount.next(seen), "4", "10"));
            streams.forEach(CollectingHandler::await);
        }
    }

    private static void answer(ScriptedStream stream, String current, String maximum) {
        ScriptedAccount.respond(stream, current, maximum);
        stream.end(ScriptedAccount.AUDIO);
    }

    @Test
    void keepsPermitUntilResponseEnds() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler first = start(engine);
            start(engine);
            ScriptedAccount.respond(ScriptedAccount.next(seen), "1", "2");
            ScriptedStream second = ScriptedAccount.next(seen);
            ScriptedAccount.respond(second, "2", "2");
            CollectingHandler waiting = start(engine);
            second.data(ScriptedAccount.AUDIO);
            awaitInFlightAndQueued(engine, 2, 1);
            second.end();
            awaitInFlightAndQueued(engine, 2, 0);
            assertThat(first.end).isNotDone();
            answer(ScriptedAccount.next(seen), "2", "2");
            waiting.await();
        }
    }

    @Test
    void returnsPermitOfHeldStreamOnceFullyReceived() {
        try (ScriptedServer server = ScriptedServer.start(stream -> answer(stream, "1", "1"));
                SpeechEngine engine = engine(server.baseUrl())) {
            CollectingHandler held = new CollectingHandler();
            held.holding = true;
            SpeechStream stream = engine.stream(request("Hello", null), held);
            held.firstChunk.orTimeout(30, TimeUnit.SECONDS).join();
            start(engine).await();
            Permits.awaitNone(engine);
            assertThat(held.end).isNotDone();
            held.holding = false;
            stream.resume();
            held.await();
        }
    }

    @Test
    void admitsLiveRequestsFirstAndPrefetchLast() {
        try (ScriptedServer server = ScriptedServer.start(seen::add);
                SpeechEngine engine = builder(server.baseUrl())
                        .governor(GovernorSettings.DEFAULT.withInitialLimit(1))
                        .build()) {
            start(engine);
            awaitInFlightAndQueued(engine, 1, 0);
            start(engine, "later", null, Priority.PREFETCH);
            start(engine, "usual", null, Priority.NORMAL);
            start(engine, "now", null, Priority.LIVE);
            awaitInFlightAndQueued(engine, 1, 3);
            answer(ScriptedAccount.next(seen), "1", "1");
            for (String expected : List.of("now", "usual", "later")) {
                ScriptedStream next = ScriptedAccount.next(seen);
                assertThat(next.body()).contains(expected);
                answer(next, "1", "1");
            }
        }
    }

    private Consumer<ScriptedStream> withModels(String json, Consumer<ScriptedStream> speech) {
        return stream -> {
            if (stream.path().contains("models")) {
                stream.head(200, "content-type", "application/json").end(json.getBytes(StandardCharsets.UTF_8));
            } else {
                speech.accept(stream);
            }
        };
    }

    private static String model(String id, String group) {
        return "{\"model_id\":\"" + id + "\",\"name\":\"" + id + "\",\"concurrency_group\":\"" + group + "\"}";
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void sharesLimitWithinModelConcurrencyGroup() {
        String models = "[" + model("a", "one") + "," + model("b", "one") + "," + model("c", "two") + "]";
        try (ScriptedServer server = ScriptedServer.start(withModels(models, seen::add));
                SpeechEngine engine = engine(server.baseUrl())) {
            join(engine.models());
            for (String model : List.of("a", "b", "a", "b", "c", "c", "c")) {
                start(engine, "Hello", model, Priority.NORMAL);
            }
            LimitSnapshot one = Permits.await(engine, "b", limit -> limit.queued() == 2);
            LimitSnapshot two = Permits.await(engine, "c", limit -> limit.queued() == 1);
            assertThat(one.modelGroup()).isEqualTo("one");
            assertThat(one.inFlight()).isEqualTo(2);
            assertThat(two.modelGroup()).isEqualTo("two");
            assertThat(two.inFlight()).isEqualTo(2);
            IntStream.range(0, 4).forEach(i -> ScriptedAccount.next(seen));
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void countsRunningRequestsWhenModelGroupIsLoaded() {
        ScriptedAccount account = new ScriptedAccount(5);
        String models = "[" + model("eleven_v4", "standard_eleven_v4") + "]";
        try (ScriptedServer server = ScriptedServer.start(withModels(models, account));
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> streams = IntStream.range(0, 10)
                    .mapToObj(i -> start(engine, "Hello", "eleven_v4", Priority.NORMAL))
                    .toList();
            Permits.await(engine, "eleven_v4", limit -> limit.inFlight() == 5 && limit.queued() == 5);
            join(engine.models());
            assertThat(engine.governor().snapshot("eleven_v4")).satisfies(limit -> {
                assertThat(limit.modelGroup()).isEqualTo("standard_eleven_v4");
                assertThat(limit.limit()).isEqualTo(5);
                assertThat(limit.inFlight()).isEqualTo(5);
            });
            CollectingHandler after = start(engine, "Hello", "eleven_v4", Priority.NORMAL);
            IntStream.range(0, 11).forEach(i -> account.finish(account.next()));
            streams.forEach(CollectingHandler::await);
            after.await();
            assertThat(account.refused()).isZero();
        }
    }

    @Test
    void recordsLimitAtPermitAndAtResponse() {
        ScriptedAccount account = new ScriptedAccount(3);
        try (ScriptedServer server = ScriptedServer.start(account);
                SpeechEngine engine = engine(server.baseUrl())) {
            SpeechStream stream = engine.stream(request("Hello", null), new CollectingHandler());
            account.finish(account.next());
            stream.join();
            AttemptRecord attempt = stream.timeline().attempts().get(0);
            assertThat(attempt.limitAtPermit()).isNotNull();
            assertThat(attempt.limitAtPermit().limit()).isEqualTo(2);
            assertThat(attempt.limitAtPermit().inFlight()).isEqualTo(1);
            assertThat(attempt.limitAtResponse()).isNotNull();
            assertThat(attempt.limitAtResponse().limit()).isEqualTo(3);
        }
    }

    @Test
    void cancelsQueuedRequestWithoutSendingIt() {
        ScriptedAccount account = new ScriptedAccount(2);
        try (ScriptedServer server = ScriptedServer.start(account);
                SpeechEngine engine = engine(server.baseUrl())) {
            List<CollectingHandler> running = start(engine, 2);
            SpeechStream waiting = engine.stream(request("Never", null), new CollectingHandler());
            CollectingHandler last = start(engine);
            awaitInFlightAndQueued(engine, 2, 2);
            waiting.cancel();
            assertThat(waiting.join().cancelled()).isTrue();
            awaitInFlightAndQueued(engine, 2, 1);
            for (int i = 0; i < 3; i++) {
                ScriptedStream next = account.next();
                assertThat(next.body()).contains("Hello");
                account.finish(next);
            }
            running.forEach(CollectingHandler::await);
            last.await();
        }
    }

    @Test
    void failsRunningAndQueuedRequestsOnCloseWithoutGrace() {
        ScriptedAccount account = new ScriptedAccount(5);
        try (ScriptedServer server = ScriptedServer.start(account)) {
            SpeechEngine engine = builder(server.baseUrl()).ioThreads(2).build();
            List<CollectingHandler> streams = start(engine, 50);
            awaitInFlightAndQueued(engine, 5, 45);
            engine.close();
            for (CollectingHandler stream : streams) {
                assertThatThrownBy(stream::await).isInstanceOf(EngineClosedException.class);
            }
            assertThat(engine.governor().snapshots()).allSatisfy(limit -> {
                assertThat(limit.inFlight()).isZero();
                assertThat(limit.queued()).isZero();
            });
        }
    }

    @Test
    void completesQueuedRequestsOnCloseWithGrace() {
        ScriptedAccount account = new ScriptedAccount(5);
        try (ScriptedServer server = ScriptedServer.start(account)) {
            SpeechEngine engine =
                    builder(server.baseUrl()).closeGrace(Duration.ofMinutes(1)).build();
            List<CollectingHandler> streams = start(engine, 50);
            awaitInFlightAndQueued(engine, 5, 45);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(engine::close);
            IntStream.range(0, 50).forEach(i -> account.finish(account.next()));
            streams.forEach(CollectingHandler::await);
            join(closed);
            assertThat(account.refused()).isZero();
            Permits.awaitNone(engine);
        }
    }

    @Test
    void grantsNoPermitAfterClose() {
        SpeechEngine engine = engine(URI.create("http://127.0.0.1:9"));
        engine.close();
        assertThatThrownBy(() -> engine.governor().acquire("eleven_flash_v2_5", Priority.NORMAL, Duration.ofSeconds(1)))
                .isInstanceOf(EngineClosedException.class);
    }
}
