package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechStream;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Flow-control faults of a peer, with its own windows and with the engine's (RFC 9113, section 5.2). */
final class WindowFaults {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int FRAME = 16_384;
    private static final int BYTES = 500;
    private static final int WINDOW_OF_CALL = FaultFixture.WINDOW + FRAME + 1;

    private WindowFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("window", List.of(WireProtocol.H2C));
        rows.scenes(
                "peer exceeds the stream window",
                WindowFaults::overrun,
                Expectation.truncated(FaultFixture.WINDOW, "Flow control"));
        rows.scenes(
                "peer exceeds the window of the call",
                WindowFaults::overrunOfCall,
                Expectation.truncated(WINDOW_OF_CALL, "Flow control"));
        rows.scenes("peer's window of one byte", scene -> second(scene, 1, Timeouts.DEFAULT), Expectation.audio(BYTES));
        rows.scenes(
                "peer's window of zero, opened later",
                scene -> second(scene, 0, Timeouts.DEFAULT),
                Expectation.audio(BYTES));
        rows.scenes(
                "peer's window of zero, never opened",
                WindowFaults::neverOpened,
                Expectation.transport(null).timedOut(TimeoutPhase.REQUEST_WRITE));
        error(rows, "stream WINDOW_UPDATE of 0", stream -> Frames.windowUpdate(stream, 0));
        error(rows, "stream window above 2^31-1", stream -> Frames.windowUpdate(stream, Integer.MAX_VALUE));
        connectionError(rows, "connection WINDOW_UPDATE of 0", Http2Error.PROTOCOL_ERROR, Frames.windowUpdate(0, 0));
        connectionError(
                rows,
                "connection window above 2^31-1",
                Http2Error.FLOW_CONTROL_ERROR,
                Frames.windowUpdate(0, Integer.MAX_VALUE));
        connectionError(
                rows,
                "WINDOW_UPDATE with a payload of three bytes",
                Http2Error.FRAME_SIZE_ERROR,
                Frames.frame(Frames.WINDOW_UPDATE, 0, 0, new byte[3]));
        return rows.list();
    }

    private static StreamOutcome overrun(FaultFixture scene) throws Exception {
        return overrun(scene, CallOptions.DEFAULT, FaultFixture.WINDOW);
    }

    private static StreamOutcome overrunOfCall(FaultFixture scene) throws Exception {
        return overrun(scene, CallOptions.DEFAULT.withStreamWindowBytes(WINDOW_OF_CALL), WINDOW_OF_CALL);
    }

    private static StreamOutcome overrun(FaultFixture scene, CallOptions options, int window) throws Exception {
        CollectingHandler collected = new CollectingHandler();
        collected.holding = true;
        CompletableFuture<Void> overrun = new CompletableFuture<>();
        RawPeer peer = scene.http2(connection -> {
            int stream = connection.handshakeAndHead();
            for (int sent = 0; sent < window; sent += FRAME) {
                connection.send(Frames.data(stream, 0, new byte[Math.min(FRAME, window - sent)]));
            }
            connection.send(Frames.data(stream, 0, (byte) 1));
            Http2Peer.Frame reset = connection.await(Frames.RST_STREAM);
            collected.holding = false;
            overrun.complete(null);
            connection.expectCode(Http2Error.FLOW_CONTROL_ERROR.code(), reset.number(0));
        });
        SpeechStream stream = scene.engine(peer.baseUrl()).stream(FaultFixture.request(), collected, options);
        overrun.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
        stream.resume();
        return StreamOutcome.of(collected);
    }

    /**
     * Speaks twice on one connection. The second request has a small send window, which the peer opens byte by byte.
     */
    private static StreamOutcome second(FaultFixture scene, int window, Timeouts timeouts) throws Exception {
        RawPeer peer = scene.http2(connection -> {
            int first = connection.handshake();
            connection.send(Frames.settings(INITIAL_WINDOW_SIZE, window));
            answer(connection, first);
            String whole = connection.requestBody();
            answer(connection, creditByteByByte(connection, window));
            if (!connection.requestBody().equals(whole)) {
                throw new AssertionError("the body came as " + connection.requestBody());
            }
        });
        SpeechEngine engine = scene.engine(peer.baseUrl(), builder -> builder.timeouts(timeouts));
        StreamOutcome first = FaultFixture.speak(engine);
        return first.error() != null ? first : FaultFixture.speak(engine);
    }

    private static void answer(Http2Peer peer, int stream) throws IOException {
        peer.send(Frames.audioHead(stream), Frames.data(stream, Frames.END_STREAM, new byte[BYTES]));
    }

    private static int creditByteByByte(Http2Peer peer, int window) throws IOException {
        int stream = peer.await(Frames.HEADERS).stream();
        if (window == 0) {
            peer.send(Frames.windowUpdate(stream, 1));
        }
        return peer.body(frame -> {
            if (frame.payload().length > 1) {
                throw new AssertionError("the window of one byte was overrun by " + frame.payload().length);
            }
            peer.send(Frames.windowUpdate(stream, 1));
        });
    }

    private static StreamOutcome neverOpened(FaultFixture scene) throws Exception {
        RawPeer peer = scene.http2(connection -> answer(connection, connection.handshake(INITIAL_WINDOW_SIZE, 0)));
        SpeechEngine engine = scene.engine(
                peer.baseUrl(), builder -> builder.timeouts(Timeouts.DEFAULT.withRequestWrite(Duration.ofMillis(300))));
        StreamOutcome first = FaultFixture.speak(engine);
        return first.error() != null ? first : FaultFixture.speak(engine);
    }

    private static void error(FaultRows rows, String name, HeaderFaults.Maker maker) {
        rows.raw(
                name,
                peer -> {
                    peer.send(maker.frame(peer.handshake()));
                    peer.await(Frames.RST_STREAM);
                },
                Expectation.transport(RequestProgress.PROCESSED));
    }

    private static void connectionError(FaultRows rows, String name, Http2Error code, byte[] frame) {
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
