package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TransportException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that each of several calls which end for the same reason gets an exception of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedFailureTest {
    private static final int CALLS = 3;

    private static SpeechEngineBuilder engine(URI baseUrl) {
        return SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.OFF)
                .retryPolicy(RetryPolicy.NONE);
    }

    private static <T> List<T> repeat(Supplier<T> call) {
        return Stream.generate(call).limit(CALLS).toList();
    }

    private static List<SpeechStream> speak(SpeechEngine engine, SpeechRequest request) {
        return repeat(() -> engine.stream(request, chunk -> ChunkAction.CONTINUE));
    }

    private static ParlandoException errorOf(CompletionStage<?> stage) {
        CompletableFuture<?> end = stage.toCompletableFuture().orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
        return ParlandoException.from(catchThrowableOfType(Exception.class, end::join));
    }

    /** Changes the error of one call, and checks that no other call is affected. */
    private static void assertOwnErrors(List<? extends CompletionStage<?>> stages, Class<?> type) {
        List<ParlandoException> errors =
                stages.stream().map(SharedFailureTest::errorOf).toList();
        assertThat(errors).allMatch(type::isInstance).doesNotHaveDuplicates();
        errors.get(0).addSuppressed(new IllegalStateException("of one caller"));
        assertThat(errors.subList(1, CALLS)).allMatch(error -> error.getSuppressed().length == 0);
    }

    private static List<CompletionStage<?>> ends(List<SpeechStream> streams) {
        return streams.stream()
                .<CompletionStage<?>>map(SpeechStream::completion)
                .toList();
    }

    @Test
    void failsRequestsThatWaitForSameConnection() throws Exception {
        try (BlackHole hole = new BlackHole();
                SpeechEngine engine = engine(ConnectFaults.address(hole))
                        .timeouts(ConnectFaults.SHORT_CONNECT)
                        .build()) {
            assertOwnErrors(ends(speak(engine, FaultFixture.request())), TransportException.class);
        }
    }

    @Test
    void failsCallersThatWarmUpSameConnection() throws Exception {
        try (BlackHole hole = new BlackHole();
                SpeechEngine engine = engine(ConnectFaults.address(hole))
                        .timeouts(ConnectFaults.SHORT_CONNECT)
                        .build()) {
            assertOwnErrors(repeat(engine::warmUp), TransportException.class);
        }
    }

    @Test
    void failsStreamsOfLostConnection() {
        Queue<ScriptedStream> running = new ConcurrentLinkedQueue<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    running.add(stream);
                    if (running.size() == CALLS) {
                        stream.cut();
                    }
                });
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            assertOwnErrors(ends(speak(engine, FaultFixture.request())), TransportException.class);
        }
    }

    @Test
    void failsStreamsOfClosedEngine() {
        try (ScriptedServer server = ScriptedServer.start(stream -> {})) {
            SpeechEngine engine = engine(server.baseUrl()).build();
            List<SpeechStream> streams = speak(engine, FaultFixture.request());
            engine.close();
            assertOwnErrors(ends(streams), EngineClosedException.class);
        }
    }

    /** Refuses the list of voices once all calls wait for it. */
    private static ScriptedServer refusingLookup(CompletableFuture<Void> allWait) {
        return ScriptedServer.start(stream -> allWait.thenRun(
                () -> stream.head(422, "content-type", "application/json").end()));
    }

    @Test
    void failsStreamsThatWaitForSameVoice() {
        CompletableFuture<Void> allWait = new CompletableFuture<>();
        try (ScriptedServer server = refusingLookup(allWait);
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            List<SpeechStream> streams = speak(engine, SpeechRequest.of(FaultFixture.TEXT));
            allWait.complete(null);
            assertOwnErrors(ends(streams), RequestRejectedException.class);
        }
    }

    @Test
    void failsCallersThatLookUpSameVoice() {
        CompletableFuture<Void> allWait = new CompletableFuture<>();
        try (ScriptedServer server = refusingLookup(allWait);
                SpeechEngine engine = engine(server.baseUrl()).build()) {
            List<CompletionStage<String>> ids = repeat(engine::defaultVoiceId);
            allWait.complete(null);
            assertOwnErrors(ids, RequestRejectedException.class);
        }
    }
}
