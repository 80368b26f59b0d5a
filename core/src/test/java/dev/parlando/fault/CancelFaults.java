package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import io.netty.handler.codec.http2.Http2Error;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The states in which an utterance can be cancelled. */
final class CancelFaults {
    private static final int BYTES = 500;

    private CancelFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("cancel");
        rows.scenes(
                "immediately", scene -> cancelNow(scene.engine(answering(scene).baseUrl())), Expectation.cancelled(0));
        rows.scenes("during the voice lookup", CancelFaults::lookingUp, Expectation.cancelled(0));
        rows.scene(WireProtocol.H2C, "while connecting", CancelFaults::connecting, Expectation.cancelled(0));
        rows.scene(WireProtocol.H2, "during the TLS handshake", CancelFaults::inHandshake, Expectation.cancelled(0));
        rows.scene(WireProtocol.H2C, "before SETTINGS arrive", CancelFaults::beforeSettings, Expectation.cancelled(0));
        rows.scene(
                WireProtocol.H2,
                "before SETTINGS arrive",
                CancelFaults::secondBeforeSettings,
                Expectation.cancelled(0));
        rows.scenes("after the request", scene -> atServer(scene, stream -> {}), Expectation.cancelled(0));
        rows.scenes(
                "after the response headers",
                scene -> atServer(scene, stream -> stream.audio("audio/pcm")),
                Expectation.cancelled(0));
        rows.scenes("in onResponse", scene -> inside(scene, "onResponse", false), Expectation.cancelled(0));
        rows.scenes("in onChunk", scene -> inside(scene, "onChunk", false), Expectation.cancelled(BYTES));
        rows.scenes("during the audio", CancelFaults::duringAudio, Expectation.cancelled(BYTES));
        rows.scenes("while held", CancelFaults::held, Expectation.cancelled(0));
        rows.scenes("in onEnd", scene -> inside(scene, "onEnd", true), Expectation.audio(BYTES));
        rows.scenes("after the end", CancelFaults::afterEnd, Expectation.audio(BYTES));
        rows.scenes("before a retry", CancelFaults::betweenAttempts, Expectation.cancelled(0));
        return rows.list();
    }

    private static ScriptedServer answering(FaultFixture scene) throws Exception {
        return scene.serve(stream -> stream.audio("audio/pcm").end(new byte[BYTES]));
    }

    private static StreamOutcome cancelNow(SpeechEngine engine) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(FaultFixture.request(), collected).cancel();
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome lookingUp(FaultFixture scene) throws Exception {
        CompletableFuture<ScriptedStream> asked = new CompletableFuture<>();
        ScriptedServer server = scene.serve(asked::complete);
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream = scene.engine(server.baseUrl()).stream(SpeechRequest.of(FaultFixture.TEXT), collected);
        ScriptedStream lookup = await(asked);
        stream.cancel();
        StreamOutcome outcome = StreamOutcome.of(collected);
        // The lookup itself continues, for the next request that needs the voice.
        lookup.head(200, "content-type", "application/json").end("{\"voices\":[]}".getBytes(StandardCharsets.UTF_8));
        return outcome;
    }

    private static StreamOutcome connecting(FaultFixture scene) throws Exception {
        try (BlackHole hole = new BlackHole()) {
            return cancelNow(scene.engine(
                    ConnectFaults.address(hole), builder -> builder.timeouts(ConnectFaults.SHORT_CONNECT)));
        }
    }

    private static StreamOutcome inHandshake(FaultFixture scene) throws Exception {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        RawPeer peer = scene.keep(new RawPeer(null, "", connection -> accepted.complete(null)));
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream =
                scene.engine(URI.create("https://" + peer.baseUrl().getAuthority())).stream(
                        FaultFixture.request(), collected);
        await(accepted);
        stream.cancel();
        return StreamOutcome.of(collected);
    }

    /** Cancels an utterance that waits until the server has begun HTTP/2. */
    private static StreamOutcome beforeSettings(FaultFixture scene) throws Exception {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        RawPeer peer = scene.http2(connection -> {
            connection.await(Frames.SETTINGS);
            accepted.complete(null);
        });
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream = scene.engine(peer.baseUrl()).stream(FaultFixture.request(), collected);
        await(accepted);
        stream.cancel();
        return StreamOutcome.of(collected);
    }

    /** Cancels a second utterance, which waits until the server has announced its stream limit. */
    private static StreamOutcome secondBeforeSettings(FaultFixture scene) throws Exception {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        RawPeer peer = scene.http2(connection -> {
            int stream = connection.request();
            first.complete(null);
            cancelled.join();
            connection.send(Frames.settings(), Frames.audioHead(stream));
            connection.send(Frames.data(stream, Frames.END_STREAM, new byte[BYTES]));
        });
        SpeechEngine engine = scene.engine(peer.baseUrl(), builder -> builder.maxConnections(1));
        CollectingHandler before = FaultFixture.start(engine);
        await(first);
        StreamOutcome outcome = cancelNow(engine);
        cancelled.complete(null);
        StreamOutcome unharmed = StreamOutcome.of(before);
        if (unharmed.error() != null) {
            throw new AssertionError("the first utterance: " + unharmed.describe());
        }
        return outcome;
    }

    /**
     * Cancels once the server has received the request and sent its part of the response. The server must receive the
     * reset.
     */
    private static StreamOutcome atServer(FaultFixture scene, Consumer<ScriptedStream> answer) throws Exception {
        CompletableFuture<ScriptedStream> asked = new CompletableFuture<>();
        ScriptedServer server = scene.serve(stream -> {
            answer.accept(stream);
            asked.complete(stream);
        });
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream = scene.engine(server.baseUrl()).stream(FaultFixture.request(), collected);
        ScriptedStream seen = await(asked);
        stream.cancel();
        expectCancel(seen);
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome duringAudio(FaultFixture scene) throws Exception {
        CompletableFuture<ScriptedStream> asked = new CompletableFuture<>();
        ScriptedServer server = scene.serve(stream -> {
            stream.audio("audio/pcm").data(new byte[BYTES]);
            asked.complete(stream);
        });
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream = scene.engine(server.baseUrl()).stream(FaultFixture.request(), collected);
        await(collected.firstChunk);
        stream.cancel();
        stream.cancel();
        expectCancel(await(asked));
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome held(FaultFixture scene) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        collected.holding = true;
        ScriptedServer server = scene.serve(stream -> stream.audio("audio/pcm").data(new byte[BYTES]));
        SpeechStream stream = scene.engine(server.baseUrl()).stream(FaultFixture.request(), collected);
        await(collected.firstChunk);
        stream.cancel();
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome afterEnd(FaultFixture scene) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream = scene.engine(answering(scene).baseUrl()).stream(FaultFixture.request(), collected);
        StreamOutcome outcome = StreamOutcome.of(collected);
        stream.cancel();
        if (stream.join().cancelled()) {
            throw new AssertionError("what had ended was cancelled");
        }
        return outcome;
    }

    private static StreamOutcome betweenAttempts(FaultFixture scene) throws Exception {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        ScriptedServer server = scene.serve(stream -> {
            stream.head(429, "retry-after", "60").end();
            stream.later(() -> refused.complete(null));
        });
        RetryPolicy patient = RetryPolicy.DEFAULT
                .withMaxAttempts(3)
                .withFirstDelay(Duration.ZERO)
                .withMaxDelay(Duration.ofMinutes(2));
        CollectingHandler collected = new CollectingHandler();
        SpeechStream stream = scene.engine(server.baseUrl(), builder -> builder.retryPolicy(patient)).stream(
                FaultFixture.request(), collected);
        await(refused);
        stream.cancel();
        return StreamOutcome.of(collected);
    }

    /** Cancels from inside the caller's own handler. */
    private static StreamOutcome inside(FaultFixture scene, String where, boolean ending) throws Exception {
        ScriptedServer server = scene.serve(stream -> {
            stream.audio("audio/pcm").data(new byte[BYTES]);
            if (ending) {
                stream.end();
            }
        });
        CompletableFuture<SpeechStream> handle = new CompletableFuture<>();
        CollectingHandler collected = new CollectingHandler();
        ChunkHandler handler = new ActingHandler(where, () -> handle.join().cancel(), collected);
        handle.complete(scene.engine(server.baseUrl()).stream(FaultFixture.request(), handler));
        return StreamOutcome.of(collected);
    }

    private static void expectCancel(ScriptedStream stream) {
        long code = await(stream.resetByClient);
        if (code != Http2Error.CANCEL.code()) {
            throw new AssertionError("the server saw the code " + code);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
