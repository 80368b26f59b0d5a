package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.event.Uninterruptibly;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Faults of servers and proxies that support only HTTP/1.1 (RFC 9112). */
final class Http1Faults {
    private static final int BYTES = 500;
    private static final int LARGE = 1_000_000;
    private static final String CHUNKED = Http1Peer.AUDIO + "Transfer-Encoding: chunked\r\n\r\n";

    private Http1Faults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("http/1.1", List.of(WireProtocol.HTTP_1_1, WireProtocol.HTTP_1_1_CLEARTEXT));
        lengths(rows);
        chunks(rows);
        heads(rows);
        refusals(rows);
        connections(rows);
        return rows.list();
    }

    private static void once(FaultRows rows, String name, Http1Peer.Script answer, Expectation expected) {
        rows.scenes(name, scene -> scene.speak(peer(scene, answer).baseUrl()), expected);
    }

    /** Starts a peer that reads one request on each connection and then runs the script. */
    private static RawPeer peer(FaultFixture scene, Http1Peer.Script answer) throws Exception {
        return connections(scene, peer -> {
            peer.request();
            answer.serve(peer);
        });
    }

    private static StreamOutcome extraHeaders(FaultFixture scene) throws Exception {
        RawPeer peer = connections(scene, http -> {
            boolean complete = http.request().contains("traceparent: 00-1-2-01\n");
            http.audio(BYTES, complete ? 0 : 1);
            if (!complete) {
                http.cut();
            }
        });
        CollectingHandler collected = new CollectingHandler();
        scene.engine(peer.baseUrl()).stream(
                FaultFixture.request(), collected, CallOptions.DEFAULT.withHeader("traceparent", "00-1-2-01"));
        return StreamOutcome.of(collected);
    }

    /** Starts a peer that runs the script on each connection, except on one that tries HTTP/2. */
    private static RawPeer connections(FaultFixture scene, Http1Peer.Script script) throws Exception {
        return scene.peer(connection -> {
            Http1Peer peer = new Http1Peer(connection);
            if (connection.number() <= prefaces(scene)) {
                peer.refusePreface();
            } else {
                script.serve(peer);
            }
        });
    }

    /** Returns the number of connections that try HTTP/2. */
    private static int prefaces(FaultFixture scene) {
        return scene.wire().secure() ? 0 : 1;
    }

    private static void lengths(FaultRows rows) {
        once(rows, "content-length", peer -> peer.audio(BYTES, 0), Expectation.audio(BYTES));
        once(
                rows,
                "content-length, cut",
                peer -> {
                    peer.audio(BYTES, 1);
                    peer.cut();
                },
                Expectation.truncated(BYTES - 1, "127.0.0.1"));
        once(
                rows,
                "cut before the response headers",
                Http1Peer::cut,
                Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1"));
        once(
                rows,
                "cut within the response headers",
                peer -> {
                    peer.send(Http1Peer.AUDIO);
                    peer.cut();
                },
                Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1"));
        rows.scenes("extra headers of the call", Http1Faults::extraHeaders, Expectation.audio(BYTES));
        once(rows, "content-length 0", peer -> peer.audio(0, 0), Expectation.unexpected("without a single byte"));
        once(
                rows,
                "content-length that is not a number",
                peer -> peer.send(Http1Peer.AUDIO + "Content-Length: many\r\n\r\n"),
                Expectation.transport(RequestProgress.PROCESSED));
        rows.scene(
                WireProtocol.HTTP_1_1,
                "no length, ended by TLS close_notify",
                scene -> withoutLength(scene, peer -> peer.connection().closeTls()),
                Expectation.audio(BYTES));
        rows.scene(
                WireProtocol.HTTP_1_1,
                "no length, cut",
                scene -> withoutLength(scene, Http1Peer::cut),
                Expectation.truncated(BYTES, "127.0.0.1"));
        rows.scene(
                WireProtocol.HTTP_1_1_CLEARTEXT,
                "no length, ended by the connection",
                scene -> withoutLength(scene, Http1Peer::cut),
                Expectation.audio(BYTES));
        rows.scene(
                WireProtocol.HTTP_1_1_CLEARTEXT,
                "no length, reset",
                Http1Faults::resetWithoutLength,
                Expectation.truncated(BYTES, "127.0.0.1"));
    }

    private static StreamOutcome withoutLength(FaultFixture scene, Http1Peer.Script end) throws Exception {
        RawPeer peer = peer(scene, answer -> {
            answer.send(Http1Peer.AUDIO + "Connection: close\r\n\r\n");
            answer.send(new byte[BYTES]);
            end.serve(answer);
        });
        return scene.speak(peer.baseUrl());
    }

    /** Resets the connection once the audio has arrived, which a reset could overtake. */
    private static StreamOutcome resetWithoutLength(FaultFixture scene) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        RawPeer peer = peer(scene, answer -> {
            answer.send(Http1Peer.AUDIO + "Connection: close\r\n\r\n");
            answer.send(new byte[BYTES]);
            Uninterruptibly.await(
                    TimeUnit.SECONDS.toNanos(FaultFixture.LIMIT_SECONDS),
                    nanos -> arrived.await(nanos, TimeUnit.NANOSECONDS));
            answer.connection().resetTcp();
        });
        CollectingHandler collected = FaultFixture.start(scene.engine(peer.baseUrl()));
        collected.firstChunk.thenRun(arrived::countDown);
        return StreamOutcome.of(collected);
    }

    private static void chunks(FaultRows rows) {
        once(
                rows,
                "1,000 chunks of one byte",
                peer -> {
                    peer.send(CHUNKED);
                    for (int i = 0; i < 1000; i++) {
                        peer.chunk(1);
                    }
                    peer.send("0\r\n\r\n");
                },
                Expectation.audio(1000));
        once(
                rows,
                "chunked body with trailers",
                peer -> {
                    peer.send(CHUNKED);
                    peer.chunk(BYTES);
                    peer.send("0\r\nX-Checksum: 1\r\n\r\n");
                },
                Expectation.audio(BYTES));
        once(
                rows,
                "chunked body without chunks",
                peer -> peer.send(CHUNKED + "0\r\n\r\n"),
                Expectation.unexpected("without a single byte"));
        once(
                rows,
                "cut within a chunk",
                peer -> {
                    peer.send(CHUNKED + "1f4\r\n");
                    peer.send(new byte[BYTES - 1]);
                    peer.cut();
                },
                Expectation.truncated(BYTES - 1, "127.0.0.1"));
        once(
                rows,
                "cut before the last chunk",
                peer -> {
                    peer.send(CHUNKED);
                    peer.chunk(BYTES);
                    peer.cut();
                },
                Expectation.truncated(BYTES, "127.0.0.1"));
        once(
                rows,
                "chunk size that is not a number",
                peer -> {
                    peer.send(CHUNKED);
                    peer.chunk(BYTES);
                    peer.send("xyz\r\n");
                },
                Expectation.truncated(BYTES, "HTTP/1.1"));
    }

    private static void heads(FaultRows rows) {
        once(
                rows,
                "100 and 103 before the response",
                peer -> {
                    peer.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
                    peer.audio(BYTES, 0);
                },
                Expectation.audio(BYTES));
        once(
                rows,
                "text instead of HTTP",
                peer -> peer.send("SSH-2.0-OpenSSH_9.6\r\n\r\n"),
                Expectation.transport(RequestProgress.PROCESSED, "HTTP/1.1"));
        once(
                rows,
                "status line of 100,000 bytes",
                peer -> peer.send("HTTP/1.1 200 " + "x".repeat(100_000)),
                Expectation.transport(RequestProgress.PROCESSED, "HTTP/1.1"));
        once(
                rows,
                "endless headers",
                peer -> {
                    peer.send("HTTP/1.1 200 OK\r\n");
                    for (int i = 0; i < 10_000; i++) {
                        peer.send("X-More-" + i + ": " + "y".repeat(100) + "\r\n");
                    }
                },
                Expectation.transport(RequestProgress.PROCESSED, "HTTP/1.1"));
        once(
                rows,
                "content-encoding gzip, not requested",
                peer -> {
                    peer.send(Http1Peer.AUDIO + "Content-Encoding: gzip\r\nContent-Length: 500\r\n\r\n");
                    peer.send(new byte[BYTES]);
                },
                Expectation.unexpected("gzip"));
    }

    private static void refusals(FaultRows rows) {
        once(
                rows,
                "401",
                peer -> peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"),
                Expectation.refused(AuthenticationException.class, RequestProgress.REFUSED, "401"));
        once(
                rows,
                "302 to another host",
                peer -> peer.send("HTTP/1.1 302 Found\r\nLocation: https://localhost:1/\r\nContent-Length: 0\r\n\r\n"),
                Expectation.refused(RequestRejectedException.class, RequestProgress.REFUSED, "302"));
        once(
                rows,
                "200 with an HTML page of a proxy",
                peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"),
                Expectation.unexpected("text/html"));
        rows.scenes(
                "no response headers",
                scene -> FaultFixture.speak(scene.engine(
                        peer(scene, peer -> {}).baseUrl(),
                        builder -> builder.timeouts(Timeouts.DEFAULT.withResponseHeaders(Duration.ofMillis(300))))),
                Expectation.transport(RequestProgress.PROCESSED).timedOut(TimeoutPhase.RESPONSE_HEADERS));
        rows.scenes(
                "silence during the audio",
                scene -> FaultFixture.speak(scene.engine(
                        peer(scene, peer -> peer.audio(BYTES, 1)).baseUrl(),
                        builder -> builder.timeouts(Timeouts.DEFAULT.withSilence(Duration.ofMillis(300))))),
                Expectation.truncated(BYTES - 1).timedOut(TimeoutPhase.SILENCE));
    }

    private static void connections(FaultRows rows) {
        rows.scene(
                WireProtocol.HTTP_1_1,
                "no ALPN",
                scene -> scene.speak(scene.keep(
                                new RawPeer(ServerIdentity.jdk(scene.identity().valid()), "", connection -> {
                                    Http1Peer peer = new Http1Peer(connection);
                                    peer.request();
                                    peer.audio(BYTES, 0);
                                }))
                        .baseUrl()),
                Expectation.audio(BYTES));
        rows.scenes("connection reused", scene -> twice(scene, 1, Http1Faults::keepOpen), Expectation.audio(BYTES));
        rows.scenes(
                "Connection: close",
                scene -> twice(scene, 2, peer -> {
                    peer.request();
                    peer.send(Http1Peer.AUDIO + "Connection: close\r\nContent-Length: 500\r\n\r\n");
                    peer.send(new byte[BYTES]);
                }),
                Expectation.audio(BYTES));
        rows.scenes(
                "unsolicited response",
                scene -> twice(scene, 2, peer -> {
                    peer.request();
                    peer.audio(BYTES, 0);
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                }),
                Expectation.audio(BYTES));
        rows.scenes(
                "closed while idle",
                scene -> twice(scene, 2, peer -> {
                    peer.request();
                    peer.audio(BYTES, 0);
                    peer.cut();
                }),
                Expectation.audio(BYTES));
        rows.scenes("held stream stops the server", Http1Faults::held, Expectation.audio(LARGE));
        rows.scenes("cancelled during the audio", Http1Faults::cancelled, Expectation.cancelled(BYTES - 1));
    }

    private static void keepOpen(Http1Peer peer) throws IOException {
        while (true) {
            peer.request();
            peer.audio(BYTES, 0);
        }
    }

    /** Speaks twice, and checks the number of connections that the peer accepted. */
    private static StreamOutcome twice(FaultFixture scene, int connections, Http1Peer.Script script) throws Exception {
        RawPeer peer = connections(scene, script);
        SpeechEngine engine = scene.engine(peer.baseUrl());
        StreamOutcome first = FaultFixture.speak(engine);
        if (first.error() != null) {
            return first;
        }
        if (connections > 1 && peer.awaitNoConnections(FaultFixture.LIMIT_MILLIS) > 0) {
            throw new AssertionError("the connection stays open");
        }
        StreamOutcome second = FaultFixture.speak(engine);
        if (peer.acceptedConnections() != connections + prefaces(scene)) {
            throw new AssertionError(
                    "the peer saw " + peer.acceptedConnections() + " connections; " + second.describe());
        }
        return second;
    }

    private static StreamOutcome held(FaultFixture scene) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        collected.holding = true;
        SpeechStream stream =
                scene.engine(peer(scene, peer -> peer.audio(LARGE, 0)).baseUrl()).stream(
                        FaultFixture.request(), collected);
        collected
                .firstChunk
                .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        collected.holding = false;
        stream.resume();
        return StreamOutcome.of(collected);
    }

    private static StreamOutcome cancelled(FaultFixture scene) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        RawPeer peer = peer(scene, answer -> answer.audio(BYTES, 1));
        SpeechStream stream = scene.engine(peer.baseUrl()).stream(FaultFixture.request(), collected);
        collected
                .firstChunk
                .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        stream.cancel();
        if (peer.awaitNoConnections(FaultFixture.LIMIT_MILLIS) > 0) {
            throw new AssertionError("the connection of a cancelled answer stays open");
        }
        return StreamOutcome.of(collected);
    }
}
