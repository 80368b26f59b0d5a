package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Servers of http URLs, whose protocol is not negotiated: HTTP/2, HTTP/1.1, or one after the other. */
final class CleartextFaults {
    private static final int BYTES = 500;
    private static final String PREFACE_END = "SM\r\n\r\n";
    private static final Timeouts SHORT_SETTINGS = Timeouts.DEFAULT.withTlsHandshake(Duration.ofSeconds(1));
    private static final String CLOSING = Http1Peer.AUDIO + "Connection: close\r\nContent-Length: 500\r\n\r\n";

    private CleartextFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("cleartext", List.of(WireProtocol.HTTP_1_1_CLEARTEXT));
        prefaces(rows);
        requests(rows);
        changes(rows);
        return rows.list();
    }

    /** Adds the ways in which a server without HTTP/2 treats the preface of a client. */
    private static void prefaces(FaultRows rows) {
        text(rows, "400 to the preface", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        text(rows, "505 to the preface", "HTTP/1.1 505 HTTP Version Not Supported\r\nContent-Length: 0\r\n\r\n");
        text(rows, "preface served like a request", CLOSING + "x".repeat(BYTES));
        text(rows, "HTML without a status line to the preface", "<!DOCTYPE HTML>");
        once(rows, "preface ends the connection", peer -> peer.connection().cut());
        once(rows, "preface resets the connection", peer -> peer.connection().resetTcp());
        rows.scenes(
                "preface not answered",
                scene -> onPreface(scene, CleartextFaults::awaitClose, SHORT_SETTINGS),
                Expectation.audio(BYTES));
    }

    private static void text(FaultRows rows, String name, String answer) {
        once(rows, name, peer -> {
            peer.send(answer);
            awaitClose(peer);
        });
    }

    private static void once(FaultRows rows, String name, Http1Peer.Script onPreface) {
        rows.scenes(name, scene -> onPreface(scene, onPreface, Timeouts.DEFAULT), Expectation.audio(BYTES));
    }

    private static StreamOutcome onPreface(FaultFixture scene, Http1Peer.Script script, Timeouts timeouts)
            throws Exception {
        Http1Server server = new Http1Server(scene, script, CleartextFaults::audio);
        StreamOutcome outcome =
                FaultFixture.speak(scene.engine(server.peer.baseUrl(), builder -> builder.timeouts(timeouts)));
        server.expect(1, 2);
        return outcome;
    }

    /** Reads until the client closes, and fails the row if the connection carries a request. */
    private static void awaitClose(Http1Peer peer) throws IOException {
        byte[] rest = peer.connection().in().readAllBytes();
        int start = new String(rest, StandardCharsets.ISO_8859_1).indexOf(PREFACE_END) + PREFACE_END.length();
        for (int at = start; at < rest.length; at += Frames.HEADER_BYTES + rest[at + 2]) {
            if (rest[at + 3] <= Frames.HEADERS) {
                throw new AssertionError("a request was sent with the preface");
            }
        }
    }

    private static void audio(Http1Peer peer) throws IOException {
        peer.audio(BYTES, 0);
    }

    private static void requests(FaultRows rows) {
        rows.scenes(
                "HTTP/1.1 remembered for the next connection",
                scene -> {
                    Http1Server server = new Http1Server(scene, Http1Peer::refusePreface, peer -> {
                        peer.send(CLOSING);
                        peer.send(new byte[BYTES]);
                        peer.cut();
                    });
                    SpeechEngine engine = scene.engine(server.peer.baseUrl());
                    FaultFixture.speak(engine);
                    StreamOutcome second = FaultFixture.speak(engine);
                    server.expect(2, 3);
                    return second;
                },
                Expectation.audio(BYTES));
        rows.scenes("50 requests during the preface", CleartextFaults::many, Expectation.audio(BYTES));
        rows.scenes("connections opened ahead", CleartextFaults::openedAhead, Expectation.audio(BYTES));
        rows.scenes(
                "cut during the audio, with retries",
                scene -> retried(scene, peer -> {
                    peer.audio(BYTES, 1);
                    peer.cut();
                }),
                Expectation.truncated(BYTES - 1, "127.0.0.1"));
        rows.scenes(
                "401 with a body, with retries",
                scene -> retried(
                        scene,
                        peer -> peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 39\r\n\r\n{\"detail\":{\"message\":\"wrong password\"}}")),
                Expectation.refused(AuthenticationException.class, RequestProgress.REFUSED, "wrong password"));
    }

    private static StreamOutcome retried(FaultFixture scene, Http1Peer.Script answer) throws Exception {
        Http1Server server = new Http1Server(scene, Http1Peer::refusePreface, answer);
        StreamOutcome outcome = FaultFixture.speak(
                scene.engine(server.peer.baseUrl(), builder -> builder.retryPolicy(RetryPolicy.DEFAULT)));
        server.expect(1, 2);
        return outcome;
    }

    private static StreamOutcome many(FaultFixture scene) throws Exception {
        int count = 50;
        Http1Server server = new Http1Server(scene, Http1Peer::refusePreface, CleartextFaults::audio);
        SpeechEngine engine = scene.engine(
                server.peer.baseUrl(), builder -> builder.maxConnections(count).governor(GovernorSettings.OFF));
        List<CollectingHandler> running =
                Stream.generate(() -> FaultFixture.start(engine)).limit(count).toList();
        List<StreamOutcome> outcomes = running.stream().map(StreamOutcome::of).toList();
        if (server.requests.get() != count || server.prefaces.get() != 1) {
            throw new AssertionError("the server saw " + server.describe());
        }
        return outcomes.stream()
                .filter(outcome -> outcome.bytes() != BYTES)
                .findFirst()
                .orElse(outcomes.get(0));
    }

    private static StreamOutcome openedAhead(FaultFixture scene) throws Exception {
        Http1Server server = new Http1Server(scene, Http1Peer::refusePreface, CleartextFaults::audio);
        SpeechEngine engine = scene.engine(server.peer.baseUrl());
        engine.openConnections(3).toCompletableFuture().get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
        StreamOutcome outcome = FaultFixture.speak(engine);
        server.expect(1, 3 + server.prefaces.get()); // Each refused preface cost a connection.
        return outcome;
    }

    private static void changes(FaultRows rows) {
        rows.scenes(
                "HTTP/2 instead of HTTP/1.1 from now on",
                scene -> changed(scene, Timeouts.DEFAULT, CleartextFaults::http1, CleartextFaults::http2),
                Expectation.audio(BYTES));
        rows.scenes(
                "HTTP/1.1 instead of HTTP/2 from now on",
                scene -> changed(scene, Timeouts.DEFAULT, CleartextFaults::http2, CleartextFaults::http1),
                Expectation.audio(BYTES));
        rows.scenes(
                "silence of a server that has spoken HTTP/2",
                scene -> changed(
                        scene,
                        SHORT_SETTINGS,
                        CleartextFaults::http2,
                        connection -> awaitClose(new Http1Peer(connection))),
                Expectation.transport(RequestProgress.NOT_SENT, "did not begin HTTP/2")
                        .timedOut(TimeoutPhase.TLS_HANDSHAKE));
    }

    /** Speaks to a server of one kind, and then to another kind at the same address. */
    private static StreamOutcome changed(
            FaultFixture scene, Timeouts timeouts, RawPeer.Script first, RawPeer.Script second) throws Exception {
        AtomicBoolean isChanged = new AtomicBoolean();
        RawPeer peer = scene.peer(connection -> (isChanged.get() ? second : first).serve(connection));
        SpeechEngine engine = scene.engine(peer.baseUrl(), builder -> builder.retryPolicy(RetryPolicy.DEFAULT)
                .timeouts(timeouts));
        FaultFixture.speak(engine);
        if (peer.awaitNoConnections(FaultFixture.LIMIT_MILLIS) > 0) {
            throw new AssertionError("the connection stays open");
        }
        isChanged.set(true);
        return FaultFixture.speak(engine);
    }

    /** Serves one request by HTTP/1.1. */
    private static void http1(RawConnection connection) throws IOException {
        Http1Peer peer = new Http1Peer(connection);
        if (peer.request().startsWith(Http1Peer.PREFACE)) {
            peer.refusePreface();
        } else {
            peer.send(CLOSING);
            peer.send(new byte[BYTES]);
            peer.cut();
        }
    }

    /** Serves one request by HTTP/2, and closes the connection after a request by HTTP/1.1. */
    private static void http2(RawConnection connection) throws IOException {
        Http2Peer peer = new Http2Peer(connection);
        try {
            int stream = peer.handshakeAndHead();
            peer.send(Frames.data(stream, Frames.END_STREAM, new byte[BYTES]), Frames.goAway(stream, 0));
        } finally {
            peer.cut();
        }
    }

    /** A server for HTTP/1.1 that counts the requests and prefaces of one row. */
    private static final class Http1Server {
        final AtomicInteger requests = new AtomicInteger();
        final AtomicInteger prefaces = new AtomicInteger();
        final RawPeer peer;

        Http1Server(FaultFixture scene, Http1Peer.Script onPreface, Http1Peer.Script answer) throws Exception {
            peer = scene.peer(connection -> {
                Http1Peer http1 = new Http1Peer(connection);
                while (true) {
                    if (http1.request().startsWith(Http1Peer.PREFACE)) {
                        prefaces.incrementAndGet();
                        onPreface.serve(http1);
                    } else {
                        requests.incrementAndGet();
                        answer.serve(http1);
                    }
                }
            });
        }

        void expect(int expectedRequests, int expectedConnections) {
            int accepted = peer.awaitAccepted(expectedConnections, FaultFixture.LIMIT_MILLIS);
            if (requests.get() != expectedRequests || accepted != expectedConnections) {
                throw new AssertionError("the server saw " + describe());
            }
        }

        String describe() {
            return requests + " requests and " + prefaces + " prefaces on " + peer.acceptedConnections()
                    + " connections";
        }
    }
}
