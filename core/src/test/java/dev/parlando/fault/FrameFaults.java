package dev.parlando.fault;

import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Frames that are valid but unusual, and frames that violate the protocol (RFC 9113, sections 4 to 6). */
final class FrameFaults {
    private static final int MANY = 10_000;
    private static final int BYTES = 500;

    private FrameFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("frame", List.of(WireProtocol.H2C));
        unusual(rows);
        malformedData(rows);
        malformedConnection(rows);
        return rows.list();
    }

    private static void unusual(FaultRows rows) {
        good(rows, "10,000 DATA frames of one byte", MANY, (peer, stream) -> {
            for (int i = 0; i < MANY; i++) {
                peer.send(Frames.data(stream, 0, new byte[1]));
            }
        });
        good(rows, "10,000 empty DATA frames", BYTES, (peer, stream) -> {
            sendEmpty(peer, stream, MANY);
            peer.send(Frames.data(stream, 0, new byte[BYTES]));
        });
        good(rows, "padding of 255 bytes", BYTES, (peer, stream) -> {
            byte[] padded = Frames.join(new byte[] {(byte) 255}, new byte[BYTES], new byte[255]);
            peer.send(Frames.data(stream, Frames.PADDED, padded));
        });
        good(rows, "padding only", BYTES, (peer, stream) -> {
            byte[] padded = Frames.join(new byte[] {(byte) 255}, new byte[255]);
            peer.send(Frames.data(stream, Frames.PADDED, padded), Frames.data(stream, 0, new byte[BYTES]));
        });
        good(rows, "frames of an unknown type", BYTES, (peer, stream) -> {
            peer.send(Frames.frame(0xfa, 255, stream, new byte[100]), Frames.frame(0xfb, 0, 0));
            peer.send(Frames.data(stream, 0, new byte[BYTES]));
        });
        good(rows, "10,000 PING frames", BYTES, (peer, stream) -> {
            for (int i = 0; i < MANY; i++) {
                peer.send(Frames.frame(Frames.PING, 0, 0, new byte[8]));
                peer.await(Frames.PING);
            }
            peer.send(Frames.data(stream, 0, new byte[BYTES]));
        });
        good(
                rows,
                "unsolicited PING acknowledgement",
                BYTES,
                (peer, stream) -> peer.send(
                        Frames.frame(Frames.PING, Frames.ACK, 0, new byte[8]),
                        Frames.data(stream, 0, new byte[BYTES])));
        good(rows, "HEADERS on a server-initiated stream", BYTES, (peer, stream) -> {
            peer.send(Frames.head(2, 200));
            peer.await(Frames.RST_STREAM);
            peer.send(Frames.data(stream, 0, new byte[BYTES]));
        });
        good(
                rows,
                "DATA frame of the maximum size",
                16_384,
                (peer, stream) -> peer.send(Frames.data(stream, 0, new byte[16_384])));
    }

    private static void sendEmpty(Http2Peer peer, int stream, int count) throws IOException {
        byte[][] frames = new byte[count][];
        Arrays.fill(frames, Frames.data(stream, 0));
        peer.send(Frames.join(frames));
    }

    private static void malformedData(FaultRows rows) {
        bad(
                rows,
                "100,000 empty DATA frames",
                Http2Error.ENHANCE_YOUR_CALM,
                (peer, stream) -> sendEmpty(peer, stream, 10 * MANY));
        bad(
                rows,
                "DATA frame above the maximum size",
                Http2Error.FRAME_SIZE_ERROR,
                (peer, stream) -> peer.send(Frames.data(stream, 0, new byte[16_385])));
        bad(
                rows,
                "more padding than payload",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(Frames.data(stream, Frames.PADDED, new byte[] {9, 0, 0})));
        bad(
                rows,
                "DATA on stream 0",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(Frames.data(0, 0, new byte[10])));
        bad(
                rows,
                "DATA on an idle stream",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(Frames.data(stream + 20, 0, new byte[10])));
        bad(
                rows,
                "RST_STREAM on an idle stream",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(Frames.reset(stream + 20, 0)));
        bad(
                rows,
                "RST_STREAM of three bytes",
                Http2Error.FRAME_SIZE_ERROR,
                (peer, stream) -> peer.send(Frames.frame(Frames.RST_STREAM, 0, stream, new byte[3])));
    }

    private static void malformedConnection(FaultRows rows) {
        bad(
                rows,
                "PING of seven bytes",
                Http2Error.FRAME_SIZE_ERROR,
                (peer, stream) -> peer.send(Frames.frame(Frames.PING, 0, 0, new byte[7])));
        bad(
                rows,
                "PING on a stream",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(Frames.frame(Frames.PING, 0, stream, new byte[8])));
        bad(
                rows,
                "PUSH_PROMISE although push is disabled",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(Frames.frame(
                        Frames.PUSH_PROMISE,
                        Frames.END_HEADERS,
                        stream,
                        Frames.join(Frames.number(2), Frames.block(200)))));
        bad(
                rows,
                "text instead of frames",
                Http2Error.FRAME_SIZE_ERROR,
                (peer, stream) -> peer.send("this is not HTTP/2 at all, but text".getBytes(StandardCharsets.US_ASCII)));
    }

    /** An action on a stream whose response headers were sent. */
    @FunctionalInterface
    interface Act {
        void on(Http2Peer peer, int stream) throws IOException;
    }

    private static void good(FaultRows rows, String name, long bytes, Act act) {
        rows.raw(
                name,
                peer -> {
                    int stream = peer.handshakeAndHead();
                    act.on(peer, stream);
                    peer.send(Frames.end(stream));
                },
                Expectation.audio(bytes));
    }

    /** Adds a row in which valid audio is followed by a frame that must end the connection. */
    private static void bad(FaultRows rows, String name, Http2Error code, Act act) {
        rows.raw(
                name,
                peer -> {
                    int stream = peer.handshakeAndHead();
                    peer.send(Frames.data(stream, 0, new byte[BYTES]));
                    act.on(peer, stream);
                    peer.expectGoAway(code.code());
                },
                Expectation.truncated(BYTES, "127.0.0.1"));
    }
}
