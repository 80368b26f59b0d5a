package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechStream;
import dev.parlando.voice.VoiceQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that user code behind stages runs on the callback executor, and affects no stream. */
@SuppressWarnings("try") // The permits end with the engine.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallbackTest {
    private static final String OWN_THREAD = "parlando-callback";

    private final BlockingQueue<ScriptedStream> requests = new LinkedBlockingQueue<>();
    private final ScriptedServer server = ScriptedServer.start(requests::add);
    private @Nullable SpeechEngine engine;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
        server.close();
    }

    private SpeechEngine start(@Nullable Executor callbacks) {
        var builder = SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKeys(() -> ApiKeys.of(ApiKey.of(FaultFixture.KEY)))
                .retryPolicy(RetryPolicy.NONE)
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.DEFAULT.withInitialLimit(1).withMaxLimit(1));
        SpeechEngine created = callbacks == null
                ? builder.build()
                : builder.callbackExecutor(callbacks).build();
        engine = created;
        return created;
    }

    private ScriptedStream nextRequest() throws InterruptedException {
        ScriptedStream request = requests.poll(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(request).as("a request").isNotNull();
        return request;
    }

    private static void answerVoices(ScriptedStream request) {
        request.head(200, "content-type", "application/json")
                .end("{\"voices\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8));
    }

    private static void answerSpeech(ScriptedStream request) {
        request.audio("audio/pcm").end(new byte[100]);
    }

    private static SpeechStream speak(SpeechEngine engine) {
        return engine.stream(FaultFixture.request(), chunk -> ChunkAction.CONTINUE);
    }

    /** Returns the name of the thread on which a pending stage completes. */
    private static CompletableFuture<String> threadOf(CompletionStage<?> pending) {
        assertThat(pending.toCompletableFuture()).isNotDone();
        return pending.handle((value, failure) -> Thread.currentThread().getName())
                .toCompletableFuture()
                .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void completesStagesOfSpeechOnCallbackThread() throws Exception {
        SpeechStream stream = speak(start(null));
        ScriptedStream request = nextRequest();
        CompletableFuture<String> response = threadOf(stream.response());
        CompletableFuture<String> completion = threadOf(stream.completion());
        answerSpeech(request);
        assertThat(response.join()).isEqualTo(OWN_THREAD);
        assertThat(completion.join()).isEqualTo(OWN_THREAD);
    }

    @Test
    void completesStagesOfOtherCallsOnCallbackThread() throws Exception {
        SpeechEngine engine = start(null);
        List<CompletableFuture<String>> threads = Stream.of(
                        engine.voices(VoiceQuery.ALL),
                        engine.allVoices(VoiceQuery.ALL).forEachAsync(voice -> {}),
                        engine.defaultVoiceId(),
                        engine.models(),
                        engine.account().subscription(),
                        engine.account().disableOwnKey())
                .map(CallbackTest::threadOf)
                .toList();
        for (int count = 0; count < threads.size(); count++) {
            answerVoices(nextRequest());
        }
        assertThat(threads).extracting(CompletableFuture::join).containsOnly(OWN_THREAD);
    }

    @Test
    void completesPermitOnCallbackThread() throws Exception {
        SpeechEngine engine = start(null);
        Permit held = engine.governor().acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> next = engine.governor().acquireAsync(null, Priority.NORMAL, Duration.ofDays(1));
        CompletableFuture<String> thread = threadOf(next);
        held.close();
        assertThat(thread.join()).isEqualTo(OWN_THREAD);
        next.join().close();
    }

    @Test
    void silencesNoStreamWhileCallbackBlocks() throws Exception {
        SpeechEngine engine = start(null);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> released = engine.voices(VoiceQuery.ALL)
                .thenApply(page -> {
                    blocked.countDown();
                    return await(release);
                })
                .toCompletableFuture();
        answerVoices(nextRequest());
        assertThat(await(blocked)).isTrue();
        try {
            SpeechStream stream = speak(engine);
            answerSpeech(nextRequest());
            assertThat(stream.join().bytes()).isEqualTo(100);
        } finally {
            release.countDown();
        }
        assertThat(released.join()).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void completesStagesOnExecutorOfUser() throws Exception {
        Executor own = task -> new Thread(task, "executor of the user").start();
        SpeechStream stream = speak(start(own));
        ScriptedStream request = nextRequest();
        CompletableFuture<String> thread = threadOf(stream.completion());
        answerSpeech(request);
        assertThat(thread.join()).isEqualTo("executor of the user");
    }

    @Test
    void completesStagesOnExecutorOfCall() throws Exception {
        SpeechEngine created = start(null);
        Executor own = task -> new Thread(task, "executor of the call").start();
        SpeechStream stream = speak(created, own);
        ScriptedStream request = nextRequest();
        CompletableFuture<String> response = threadOf(stream.response());
        CompletableFuture<String> completion = threadOf(stream.completion());
        answerSpeech(request);
        assertThat(response.join()).isEqualTo("executor of the call");
        assertThat(completion.join()).isEqualTo("executor of the call");
    }

    @Test
    void completesStagesThatExecutorOfCallRefuses() throws Exception {
        SpeechEngine created = start(null);
        Executor refusing = task -> {
            throw new UnsupportedOperationException("refused by the test");
        };
        try (LogRecorder log = new LogRecorder(CallbackExecutor.class.getName(), Level.WARNING)) {
            for (int call = 0; call < 2; call++) {
                SpeechStream stream = speak(created, refusing);
                ScriptedStream request = nextRequest();
                CompletableFuture<String> completion = threadOf(stream.completion());
                answerSpeech(request);
                assertThat(completion.join()).isEqualTo(OWN_THREAD);
            }
            assertThat(log.messages()).as("one message for all calls").hasSize(1);
        }
    }

    private static SpeechStream speak(SpeechEngine engine, Executor executor) {
        return engine.stream(
                FaultFixture.request(), chunk -> ChunkAction.CONTINUE, CallOptions.DEFAULT.withExecutor(executor));
    }

    @Test
    void completesStagesThatExecutorOfUserRefuses() throws Exception {
        Executor refusing = task -> {
            throw new UnsupportedOperationException("refused by the test");
        };
        try (LogRecorder log = new LogRecorder(CallbackExecutor.class.getName(), Level.WARNING)) {
            SpeechStream stream = speak(start(refusing));
            ScriptedStream request = nextRequest();
            CompletableFuture<String> response = threadOf(stream.response());
            CompletableFuture<String> completion = threadOf(stream.completion());
            answerSpeech(request);
            assertThat(response.join()).isEqualTo(OWN_THREAD);
            assertThat(completion.join()).isEqualTo(OWN_THREAD);
            assertThat(log.messages()).hasSize(1).first().asString().contains("callback executor");
        }
    }

    @Test
    void completesStagesOfClosedEngine() throws Exception {
        SpeechEngine engine = start(null);
        SpeechStream stream = speak(engine);
        nextRequest();
        CompletableFuture<Throwable> failure =
                stream.completion().handle((result, thrown) -> thrown).toCompletableFuture();
        engine.close();
        assertThat(ParlandoException.from(failure.join())).isInstanceOf(EngineClosedException.class);
        assertThat(stream.completion().toCompletableFuture()).isCompletedExceptionally();
    }

    /** A stage that was requested after the end needs no other thread. */
    @Test
    void returnsCompletedStageAfterJoin() throws Exception {
        SpeechStream stream = speak(start(null));
        answerSpeech(nextRequest());
        stream.join();
        assertThat(stream.completion().toCompletableFuture()).isCompleted();
        assertThat(stream.response().toCompletableFuture()).isCompleted();
    }
}
