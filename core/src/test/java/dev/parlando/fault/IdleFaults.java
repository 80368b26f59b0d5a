package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.RequestProgress;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.SpeechStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Networks that drop an idle connection silently. The engines count every silence as long, so that the second
 * utterance meets an idle connection.
 */
final class IdleFaults {
    private static final int BYTES = 500;
    /** Shorter than the time that a test may take. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private IdleFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("idle");
        rows.scenes("all bytes swallowed", IdleFaults::swallowed, Expectation.audio(BYTES));
        rows.scenes(
                "all bytes swallowed, new connections refused",
                scene -> refused(scene, IdleFaults::swallow),
                Expectation.transport(RequestProgress.NOT_SENT, "cannot connect to 127.0.0.1", "refused"));
        rows.scenes(
                "PING acknowledged, new connections refused",
                scene -> refused(scene, IdleFaults::serve),
                Expectation.audio(BYTES));
        rows.scenes("cancelled during the check", IdleFaults::cancelled, Expectation.cancelled(0));
        rows.scenes(
                "closed during the check",
                IdleFaults::closed,
                Expectation.stopped(EngineClosedException.class, 0L, "closed"));
        rows.scene(
                WireProtocol.HTTP_1_1, "all bytes swallowed", IdleFaults::swallowedByHttp1, Expectation.audio(BYTES));
        rows.scene(
                WireProtocol.HTTP_1_1,
                "cut before the response headers on reuse",
                IdleFaults::cutOnReuse,
                Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1"));
        return rows.list();
    }

    private static SpeechEngine engine(FaultFixture scene, URI baseUrl, Timeouts timeouts) {
        return scene.engine(baseUrl, builder -> builder.probeAfterIdle(Duration.ZERO)
                .closeGrace(Duration.ZERO)
                .timeouts(timeouts));
    }

    /** Serves requests until the client closes. */
    private static void serve(Http2Peer peer) throws IOException {
        while (true) {
            answer(peer, peer.request());
        }
    }

    private static void answer(Http2Peer peer, int stream) throws IOException {
        peer.send(Frames.audioHead(stream), Frames.data(stream, Frames.END_STREAM, new byte[BYTES]));
    }

    /** Reads without an answer, and fails if a request arrives. */
    private static void swallow(Http2Peer peer) throws IOException {
        while (true) {
            if (peer.read().type() == Frames.HEADERS) {
                throw new AssertionError("a request was written to a connection that had not answered");
            }
        }
    }

    /** Starts a peer that serves one request on its first connection and then runs the script there. */
    private static RawPeer peer(FaultFixture scene, Http2Peer.Script afterFirst) throws Exception {
        return scene.http2(connection -> {
            answer(connection, connection.handshake());
            if (connection.connection().number() == 1) {
                afterFirst.serve(connection);
            } else {
                serve(connection);
            }
        });
    }

    private static void speakOnce(SpeechEngine engine) {
        StreamOutcome first = FaultFixture.speak(engine);
        if (first.error() != null) {
            throw new AssertionError("the first utterance: " + first.describe());
        }
    }

    private static StreamOutcome swallowed(FaultFixture scene) throws Exception {
        RawPeer peer = peer(scene, IdleFaults::swallow);
        SpeechEngine engine =
                engine(scene, peer.baseUrl(), Timeouts.DEFAULT.withPingAnswer(Timeouts.DEFAULT.silence()));
        speakOnce(engine);
        StreamOutcome second = FaultFixture.speak(engine);
        if (peer.acceptedConnections() != 2) {
            throw new AssertionError("the peer saw " + peer.acceptedConnections() + " connections");
        }
        return second;
    }

    private static StreamOutcome refused(FaultFixture scene, Http2Peer.Script afterFirst) throws Exception {
        RawPeer peer = peer(scene, afterFirst);
        SpeechEngine engine = engine(scene, peer.baseUrl(), Timeouts.DEFAULT.withPingAnswer(SHORT));
        speakOnce(engine);
        peer.stopAccepting();
        return FaultFixture.speak(engine);
    }

    /** Runs an action while the engine waits for the answer of a connection and for another connection. */
    private static StreamOutcome duringCheck(FaultFixture scene, boolean close) throws Exception {
        CompletableFuture<Void> checking = new CompletableFuture<>();
        AtomicReference<Http2Peer> idle = new AtomicReference<>();
        RawPeer peer = scene.http2(connection -> {
            if (idle.compareAndSet(null, connection)) {
                answer(connection, connection.handshake());
                while (connection.read().type() != Frames.PING) {}
                checking.complete(null);
                swallow(connection);
            }
        });
        SpeechEngine engine = engine(scene, peer.baseUrl(), Timeouts.DEFAULT);
        speakOnce(engine);
        CollectingHandler collected = new CollectingHandler();
        peer.stopAccepting();
        SpeechStream stream = engine.stream(FaultFixture.request(), collected);
        checking.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
        if (close) {
            engine.close();
        } else {
            stream.cancel();
        }
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome cancelled(FaultFixture scene) throws Exception {
        return duringCheck(scene, false);
    }

    private static StreamOutcome closed(FaultFixture scene) throws Exception {
        return duringCheck(scene, true);
    }

    private static StreamOutcome swallowedByHttp1(FaultFixture scene) throws Exception {
        RawPeer peer = scene.peer(connection -> {
            Http1Peer http1 = new Http1Peer(connection);
            http1.request();
            http1.audio(BYTES, 0);
        });
        SpeechEngine engine = engine(scene, peer.baseUrl(), Timeouts.DEFAULT);
        speakOnce(engine);
        return FaultFixture.speak(engine);
    }

    /** Cuts a connection that is young enough to be reused, after the second request has arrived. */
    private static StreamOutcome cutOnReuse(FaultFixture scene) throws Exception {
        RawPeer peer = scene.peer(connection -> {
            Http1Peer http1 = new Http1Peer(connection);
            http1.request();
            http1.audio(BYTES, 0);
            http1.request();
            http1.cut();
        });
        SpeechEngine engine = scene.engine(peer.baseUrl());
        speakOnce(engine);
        return FaultFixture.speak(engine);
    }
}
