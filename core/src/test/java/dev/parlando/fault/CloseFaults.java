package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.EngineClosedException;
import dev.parlando.network.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The moments at which the engine can be closed. */
final class CloseFaults {
    private static final int BYTES = 500;
    private static final Expectation CLOSED = Expectation.stopped(EngineClosedException.class, 0L, "closed");

    private CloseFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("close");
        rows.scene(WireProtocol.H2C, "while connecting", CloseFaults::connecting, CLOSED);
        rows.scenes("immediately after a request", scene -> closeAfter(scene, new CompletableFuture<>(), true), CLOSED);
        rows.scenes(
                "before the response headers", scene -> closeAfter(scene, new CompletableFuture<>(), false), CLOSED);
        rows.scenes(
                "during the audio",
                scene -> duringAudio(scene, SpeechEngine::close),
                Expectation.stopped(EngineClosedException.class, (long) BYTES, "closed"));
        rows.scenes(
                "twice",
                scene -> duringAudio(scene, engine -> {
                    engine.close();
                    engine.close();
                }),
                Expectation.stopped(EngineClosedException.class, (long) BYTES, "closed"));
        rows.scenes(
                "from two threads",
                scene -> duringAudio(scene, engine -> {
                    CompletableFuture<Void> other = CompletableFuture.runAsync(engine::close);
                    engine.close();
                    await(other);
                }),
                Expectation.stopped(EngineClosedException.class, (long) BYTES, "closed"));
        rows.scenes("while held", CloseFaults::held, CLOSED);
        rows.scenes("before a retry", CloseFaults::betweenAttempts, CLOSED);
        rows.scenes("audio ends within the grace period", CloseFaults::withinGrace, Expectation.audio(2 * BYTES));
        rows.scenes(
                "in onResponse",
                scene -> inside(scene, "onResponse", false),
                Expectation.stopped(EngineClosedException.class, null, "closed"));
        rows.scenes(
                "in onChunk",
                scene -> inside(scene, "onChunk", false),
                Expectation.stopped(EngineClosedException.class, (long) BYTES, "closed"));
        rows.scenes("in onEnd", scene -> inside(scene, "onEnd", true), Expectation.audio(BYTES));
        rows.scenes("in onError", CloseFaults::inError, Expectation.unexpected("without a single byte"));
        rows.scenes("then another request", CloseFaults::thenARequest, Expectation.audio(BYTES));
        return rows.list();
    }

    private static SpeechEngine hasty(FaultFixture scene, URI baseUrl) {
        return scene.engine(baseUrl, builder -> builder.closeGrace(Duration.ZERO));
    }

    private static StreamOutcome connecting(FaultFixture scene) throws Exception {
        try (BlackHole hole = new BlackHole()) {
            SpeechEngine engine = hasty(scene, ConnectFaults.address(hole));
            CollectingHandler collected = FaultFixture.start(engine);
            engine.close();
            return StreamOutcome.of(collected);
        }
    }

    private static StreamOutcome closeAfter(FaultFixture scene, CompletableFuture<Void> asked, boolean atOnce)
            throws Exception {
        SpeechEngine engine =
                hasty(scene, scene.serve(stream -> asked.complete(null)).baseUrl());
        CollectingHandler collected = FaultFixture.start(engine);
        if (!atOnce) {
            await(asked);
        }
        engine.close();
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome duringAudio(FaultFixture scene, Consumer<SpeechEngine> close) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        SpeechEngine engine = hasty(
                scene,
                scene.serve(stream -> stream.audio("audio/pcm").data(new byte[BYTES]))
                        .baseUrl());
        engine.stream(FaultFixture.request(), collected);
        await(collected.firstChunk);
        close.accept(engine);
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome held(FaultFixture scene) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        collected.holding = true;
        SpeechEngine engine = hasty(
                scene,
                scene.serve(stream -> stream.audio("audio/pcm").data(new byte[BYTES]))
                        .baseUrl());
        engine.stream(FaultFixture.request(), collected);
        await(collected.firstChunk);
        engine.close();
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome betweenAttempts(FaultFixture scene) throws Exception {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        ScriptedServer server = scene.serve(stream -> {
            stream.head(429, "retry-after", "60").end();
            refused.complete(null);
        });
        RetryPolicy patient = RetryPolicy.DEFAULT
                .withMaxAttempts(3)
                .withFirstDelay(Duration.ZERO)
                .withMaxDelay(Duration.ofMinutes(2));
        SpeechEngine engine = scene.engine(
                server.baseUrl(), builder -> builder.retryPolicy(patient).closeGrace(Duration.ZERO));
        CollectingHandler collected = FaultFixture.start(engine);
        await(refused);
        engine.close();
        return StreamOutcome.of(collected);
    }

    /** Closes during the audio. The server sends the rest only after {@code close()} was called. */
    private static StreamOutcome withinGrace(FaultFixture scene) throws Exception {
        CompletableFuture<ScriptedStream> asked = new CompletableFuture<>();
        ScriptedServer server = scene.serve(stream -> {
            stream.audio("audio/pcm").data(new byte[BYTES]);
            asked.complete(stream);
        });
        SpeechEngine engine = scene.engine(
                server.baseUrl(), builder -> builder.closeGrace(Duration.ofSeconds(FaultFixture.LIMIT_SECONDS)));
        CollectingHandler collected = FaultFixture.start(engine);
        await(collected.firstChunk);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(engine::close);
        await(asked).end(new byte[BYTES]);
        await(closed);
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome inside(FaultFixture scene, String where, boolean ending) throws Exception {
        ScriptedServer server = scene.serve(stream -> {
            stream.audio("audio/pcm").data(new byte[BYTES]);
            if (ending) {
                stream.end();
            }
        });
        return closeInside(hasty(scene, server.baseUrl()), where);
    }

    private static StreamOutcome inError(FaultFixture scene) throws Exception {
        SpeechEngine engine = hasty(
                scene, scene.serve(stream -> stream.audio("audio/pcm").end()).baseUrl());
        return closeInside(engine, "onError");
    }

    private static StreamOutcome closeInside(SpeechEngine engine, String where) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(FaultFixture.request(), new ActingHandler(where, engine::close, collected));
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome thenARequest(FaultFixture scene) throws Exception {
        SpeechEngine engine =
                scene.engine(scene.serve(stream -> stream.audio("audio/pcm").end(new byte[BYTES]))
                        .baseUrl());
        StreamOutcome before = FaultFixture.speak(engine);
        engine.close();
        try {
            FaultFixture.start(engine);
            throw new AssertionError("a closed engine took a request");
        } catch (EngineClosedException expected) {
            return before;
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
