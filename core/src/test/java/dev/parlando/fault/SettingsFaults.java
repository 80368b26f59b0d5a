package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Uses of SETTINGS by a peer (RFC 9113, section 6.5). */
final class SettingsFaults {
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;
    private static final int LARGEST_FRAME = (1 << 24) - 1;
    private static final Timeouts SHORT_TLS = Timeouts.DEFAULT.withTlsHandshake(Duration.ofMillis(300));

    private SettingsFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("settings", List.of(WireProtocol.H2C));
        rows.scene(
                WireProtocol.H2,
                "never sent",
                scene -> FaultFixture.speak(scene.engine(
                        scene.http2(Http2Peer::request).baseUrl(), builder -> builder.timeouts(SHORT_TLS))),
                Expectation.transport(RequestProgress.PROCESSED, "did not begin HTTP/2")
                        .timedOut(TimeoutPhase.TLS_HANDSHAKE));
        rows.raw(
                "another frame first",
                peer -> {
                    peer.send(Frames.frame(Frames.PING, 0, 0, new byte[8]));
                    peer.expectGoAway(Http2Error.PROTOCOL_ERROR.code());
                },
                Expectation.transport(RequestProgress.NOT_SENT, "SETTINGS"));
        rows.scene(
                WireProtocol.H2,
                "text instead of HTTP/2",
                scene -> scene.speak(scene.http2(peer -> {
                            peer.request();
                            peer.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                            peer.cut();
                        })
                        .baseUrl()),
                Expectation.transport(RequestProgress.PROCESSED, "SETTINGS"));
        good(rows, "MAX_FRAME_SIZE of 16,777,215", MAX_FRAME_SIZE, LARGEST_FRAME);
        good(rows, "unknown setting", 0xfa17, 1);
        good(rows, "HEADER_TABLE_SIZE of 0", HEADER_TABLE_SIZE, 0);
        rows.scenes(
                "MAX_HEADER_LIST_SIZE below that of the request",
                SettingsFaults::headersTooLong,
                Expectation.refused(InvalidRequestException.class, RequestProgress.NOT_SENT, "longer headers"));
        bad(rows, "MAX_FRAME_SIZE of 16,777,216", Http2Error.PROTOCOL_ERROR, MAX_FRAME_SIZE, LARGEST_FRAME + 1);
        bad(rows, "MAX_FRAME_SIZE of 16,383", Http2Error.PROTOCOL_ERROR, MAX_FRAME_SIZE, 16_383);
        bad(rows, "INITIAL_WINDOW_SIZE of 2^31", Http2Error.FLOW_CONTROL_ERROR, INITIAL_WINDOW_SIZE, 1L << 31);
        bad(rows, "ENABLE_PUSH from the server", Http2Error.PROTOCOL_ERROR, ENABLE_PUSH, 1);
        malformed(
                rows,
                "payload of five bytes",
                Http2Error.FRAME_SIZE_ERROR,
                Frames.frame(Frames.SETTINGS, 0, 0, new byte[5]));
        malformed(rows, "on a stream", Http2Error.PROTOCOL_ERROR, Frames.frame(Frames.SETTINGS, 0, 1));
        malformed(
                rows,
                "acknowledgement with a payload",
                Http2Error.FRAME_SIZE_ERROR,
                Frames.frame(Frames.SETTINGS, Frames.ACK, 0, new byte[6]));
        rows.raw(
                "1,000 SETTINGS frames",
                peer -> {
                    int stream = peer.handshakeAndHead();
                    for (int i = 0; i < 1000; i++) {
                        peer.send(Frames.settings(INITIAL_WINDOW_SIZE, FaultFixture.WINDOW));
                    }
                    peer.send(Frames.data(stream, Frames.END_STREAM, new byte[10]));
                },
                Expectation.audio(10));
        return rows.list();
    }

    private static StreamOutcome headersTooLong(FaultFixture scene) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        ScriptedServer server = scene.serve(
                Http2Settings.defaultSettings().maxHeaderListSize(64), stream -> requests.incrementAndGet());
        SpeechEngine engine = scene.engine(server.baseUrl(), builder -> builder.retryPolicy(RetryPolicy.DEFAULT));
        engine.warmUp().toCompletableFuture().get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
        StreamOutcome outcome = FaultFixture.speak(engine);
        if (requests.get() != 0) {
            throw new AssertionError("the server saw " + requests + " requests");
        }
        return outcome;
    }

    private static void good(FaultRows rows, String name, int identifier, long value) {
        rows.raw(
                name,
                peer -> {
                    int stream = peer.handshake(identifier, value);
                    peer.send(Frames.audioHead(stream), Frames.data(stream, Frames.END_STREAM, new byte[10]));
                },
                Expectation.audio(10));
    }

    private static void bad(FaultRows rows, String name, Http2Error code, int identifier, long value) {
        rows.raw(
                name,
                peer -> {
                    peer.send(Frames.settings(identifier, value));
                    peer.expectGoAway(code.code());
                },
                Expectation.transport(RequestProgress.NOT_SENT, "127.0.0.1"));
    }

    private static void malformed(FaultRows rows, String name, Http2Error code, byte[] frame) {
        rows.raw(
                name,
                peer -> {
                    peer.handshake();
                    peer.send(frame);
                    peer.expectGoAway(code.code());
                },
                Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1"));
    }
}
