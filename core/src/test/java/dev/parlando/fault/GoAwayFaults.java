package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.RequestProgress;
import io.netty.handler.codec.http2.Http2Error;
import java.util.List;

/** Uses of GOAWAY by a peer (RFC 9113, section 6.8). */
final class GoAwayFaults {
    private static final int LAST_POSSIBLE_STREAM = Integer.MAX_VALUE;
    private static final int BYTES = 500;
    private static final long INTERNAL_ERROR = Http2Error.INTERNAL_ERROR.code();
    private static final long NO_ERROR = Http2Error.NO_ERROR.code();

    private GoAwayFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("goaway", List.of(WireProtocol.H2C));
        rows.raw(
                "request not processed",
                peer -> {
                    peer.handshake();
                    peer.send(Frames.goAway(0, NO_ERROR));
                },
                Expectation.transport(RequestProgress.REFUSED));
        rows.raw(
                "with SETTINGS, before the request",
                peer -> peer.send(Frames.settings(), Frames.goAway(0, NO_ERROR)),
                Expectation.transport(RequestProgress.REFUSED));
        rows.raw(
                "before the response headers",
                peer -> {
                    int stream = peer.handshake();
                    peer.send(Frames.goAway(stream, NO_ERROR), Frames.audioHead(stream), last(stream));
                },
                Expectation.audio(BYTES));
        rows.raw(
                "during the audio",
                peer -> {
                    int stream = peer.handshakeAndHead();
                    peer.send(Frames.data(stream, 0, new byte[BYTES]), Frames.goAway(stream, NO_ERROR), last(stream));
                },
                Expectation.audio(2 * BYTES));
        rows.raw(
                "twice, the first with the highest stream id",
                peer -> {
                    int stream = peer.handshakeAndHead();
                    peer.send(Frames.goAway(LAST_POSSIBLE_STREAM, NO_ERROR), Frames.data(stream, 0, new byte[BYTES]));
                    peer.send(Frames.goAway(stream, NO_ERROR), last(stream));
                },
                Expectation.audio(2 * BYTES));
        rows.raw(
                "twice, the second excludes the stream",
                peer -> {
                    peer.handshake();
                    peer.send(Frames.goAway(LAST_POSSIBLE_STREAM, NO_ERROR), Frames.goAway(0, NO_ERROR));
                },
                Expectation.transport(RequestProgress.REFUSED));
        rows.raw(
                "twice, the second with a higher stream id",
                peer -> {
                    int stream = peer.handshake();
                    peer.send(Frames.goAway(stream, NO_ERROR), Frames.goAway(stream + 2, NO_ERROR));
                    peer.expectGoAway(Http2Error.PROTOCOL_ERROR.code());
                },
                Expectation.transport(RequestProgress.PROCESSED));
        rows.scenes("after the end, then another utterance", GoAwayFaults::afterTheEnd, Expectation.audio(BYTES));
        errorRows(rows);
        return rows.list();
    }

    private static void errorRows(FaultRows rows) {
        rows.raw(
                "with an error before the response headers, then closed",
                peer -> {
                    peer.send(Frames.goAway(peer.handshake(), INTERNAL_ERROR));
                    peer.cut();
                },
                Expectation.transport(RequestProgress.PROCESSED, "INTERNAL_ERROR"));
        rows.raw(
                "with an error during the audio, then closed",
                peer -> {
                    int stream = peer.handshakeAndHead();
                    peer.send(Frames.data(stream, 0, new byte[BYTES]), Frames.goAway(stream, INTERNAL_ERROR));
                    peer.cut();
                },
                Expectation.truncated(BYTES, "INTERNAL_ERROR"));
        rows.raw(
                "with an error, request not processed",
                peer -> {
                    peer.handshake();
                    peer.send(Frames.goAway(0, INTERNAL_ERROR));
                },
                Expectation.transport(RequestProgress.PROCESSED, "INTERNAL_ERROR"));
        rows.raw(
                "with an error, then the complete audio",
                peer -> {
                    int stream = peer.handshakeAndHead();
                    peer.send(Frames.goAway(stream, INTERNAL_ERROR), last(stream));
                },
                Expectation.audio(BYTES));
        rows.raw(
                "on a stream",
                peer -> {
                    int stream = peer.handshake();
                    peer.send(Frames.frame(Frames.GOAWAY, 0, stream, new byte[8]));
                    peer.expectGoAway(Http2Error.PROTOCOL_ERROR.code());
                },
                Expectation.transport(RequestProgress.PROCESSED));
    }

    private static byte[] last(int stream) {
        return Frames.data(stream, Frames.END_STREAM, new byte[BYTES]);
    }

    private static StreamOutcome afterTheEnd(FaultFixture scene) throws Exception {
        RawPeer peer = scene.http2(connection -> {
            int stream = connection.handshakeAndHead();
            connection.send(last(stream), Frames.goAway(stream, NO_ERROR));
        });
        SpeechEngine engine = scene.engine(peer.baseUrl());
        StreamOutcome first = FaultFixture.speak(engine);
        if (first.error() != null) {
            return first;
        }
        // The engine closes the connection after it has received the GOAWAY.
        if (peer.awaitNoConnections(FaultFixture.LIMIT_MILLIS) > 0) {
            throw new AssertionError("the connection stays open after GOAWAY");
        }
        return FaultFixture.speak(engine);
    }
}
