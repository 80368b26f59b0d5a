package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.RequestProgress;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Response headers that are too long, are split unusually, or violate the protocol (RFC 9113, sections 4.3 and 8). */
final class HeaderFaults {
    private static final int BYTES = 500;
    /** Above the engine's limit for a header list. */
    private static final int TOO_LONG = 40_000;

    private static final int LARGEST_FRAME = 16_384;
    private static final int FLOOD = 20_000;

    private HeaderFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("header", List.of(WireProtocol.H2C));
        good(rows, "in fragments of one byte", (peer, stream) -> pieces(peer, stream, Frames.block(200), 1));
        good(
                rows,
                "100 and 103 before the response",
                (peer, stream) -> peer.send(
                        Frames.head(stream, 100), Frames.head(stream, 103, "link", "x"), Frames.audioHead(stream)));
        good(rows, "103 before the response, 1,000 times", (peer, stream) -> {
            for (int i = 0; i < 1000; i++) {
                peer.send(Frames.head(stream, 103));
            }
            peer.send(Frames.audioHead(stream));
        });
        rows.raw(
                "header list above the size limit",
                peer -> pieces(peer, peer.handshake(), tooLong(), LARGEST_FRAME),
                Expectation.transport(RequestProgress.PROCESSED, "Header size"));
        rows.raw("endless CONTINUATION frames", HeaderFaults::flood, Expectation.transport(RequestProgress.PROCESSED));
        rows.raw(
                "endless empty CONTINUATION frames",
                HeaderFaults::emptyFlood,
                Expectation.transport(RequestProgress.PROCESSED));
        connectionErrors(rows);
        streamErrors(rows);
        return rows.list();
    }

    private static void connectionErrors(FaultRows rows) {
        bad(
                rows,
                "CONTINUATION without HEADERS",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) ->
                        peer.send(Frames.frame(Frames.CONTINUATION, Frames.END_HEADERS, stream, Frames.block(200))));
        bad(
                rows,
                "DATA within a header block",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(
                        Frames.frame(Frames.HEADERS, 0, stream, Frames.block(200)), Frames.data(stream, 0, (byte) 1)));
        bad(
                rows,
                "CONTINUATION of another stream within a header block",
                Http2Error.PROTOCOL_ERROR,
                (peer, stream) -> peer.send(
                        Frames.frame(Frames.HEADERS, 0, stream, Frames.block(200)),
                        Frames.frame(Frames.CONTINUATION, 0, stream + 2, Frames.block(200))));
        bad(
                rows,
                "invalid HPACK index",
                Http2Error.COMPRESSION_ERROR,
                (peer, stream) -> peer.send(Frames.frame(Frames.HEADERS, Frames.END_HEADERS, stream, (byte) 0xfe)));
        bad(
                rows,
                "invalid Huffman code",
                Http2Error.COMPRESSION_ERROR,
                (peer, stream) -> peer.send(Frames.frame(
                        Frames.HEADERS, Frames.END_HEADERS, stream, new byte[] {0, (byte) 0x81, (byte) 0xff, 0})));
        bad(
                rows,
                "HPACK table size above the limit",
                Http2Error.COMPRESSION_ERROR,
                (peer, stream) -> peer.send(Frames.frame(
                        Frames.HEADERS, Frames.END_HEADERS, stream, new byte[] {0x3f, (byte) 0xff, (byte) 0xff, 0x7f
                        })));
    }

    private static void streamErrors(FaultRows rows) {
        rows.scenes("malformed response next to a valid one", HeaderFaults::besideAGoodOne, Expectation.audio(BYTES));
        malformed(rows, "no status", stream -> headers(stream, "content-type", "audio/pcm"));
        malformed(rows, "status that is not a number", stream -> headers(stream, ":status", "abc"));
        malformed(rows, "upper-case header name", stream -> Frames.head(stream, 200, "Content-Type", "audio/pcm"));
        malformed(rows, "request pseudo-header", stream -> headers(stream, ":status", "200", ":path", "/"));
        malformed(rows, "pseudo-header after a regular header", stream -> headers(stream, "a", "b", ":status", "200"));
        malformed(rows, "connection-specific header", stream -> Frames.head(stream, 200, "connection", "close"));
        malformed(
                rows,
                "1xx with END_STREAM",
                stream -> Frames.frame(
                        Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, stream, Frames.block(103)));
        malformed(rows, "DATA before the response headers", stream -> Frames.data(stream, 0, new byte[BYTES]));
        rows.raw(
                "HEADERS within the body",
                peer -> {
                    int stream = peer.handshakeAndHead();
                    peer.send(Frames.data(stream, 0, new byte[BYTES]), headers(stream, "a", "b"));
                    peer.expectReset(Http2Error.PROTOCOL_ERROR.code());
                },
                Expectation.truncated(BYTES));
        rows.raw(
                "two content-length headers",
                peer -> {
                    int stream = peer.handshake();
                    peer.send(Frames.head(stream, 200, "content-length", "1", "content-length", "2"));
                    peer.expectReset(Http2Error.PROTOCOL_ERROR.code());
                },
                Expectation.transport(RequestProgress.PROCESSED));
    }

    /**
     * Sends an invalid response to the first of two requests on a connection and a valid one to the second. Returns the
     * outcome of the second.
     */
    private static StreamOutcome besideAGoodOne(FaultFixture scene) throws Exception {
        RawPeer peer = scene.http2(connection -> {
            int bad = connection.handshake();
            int good = connection.request();
            connection.send(headers(bad, ":status", "200", ":path", "/"));
            connection.expectReset(Http2Error.PROTOCOL_ERROR.code());
            connection.send(Frames.audioHead(good), Frames.data(good, Frames.END_STREAM, new byte[BYTES]));
        });
        SpeechEngine engine = scene.engine(peer.baseUrl(), builder -> builder.maxConnections(1));
        CollectingHandler first = FaultFixture.start(engine);
        CollectingHandler second = FaultFixture.start(engine);
        if (StreamOutcome.of(first).error() == null) {
            throw new AssertionError("the malformed answer was taken for a good one");
        }
        return StreamOutcome.of(second);
    }

    /** Encodes a frame for a stream. */
    @FunctionalInterface
    interface Maker {
        byte[] frame(int stream);
    }

    private static byte[] headers(int stream, String... namesAndValues) {
        return Frames.frame(Frames.HEADERS, Frames.END_HEADERS, stream, Frames.headers(namesAndValues));
    }

    private static byte[] tooLong() {
        char[] value = new char[TOO_LONG];
        Arrays.fill(value, 'x');
        return Frames.block(200, "x-long", new String(value));
    }

    private static void pieces(Http2Peer peer, int stream, byte[] block, int pieceBytes) throws IOException {
        for (int at = 0; at < block.length; at += pieceBytes) {
            int end = Math.min(block.length, at + pieceBytes);
            peer.send(Frames.frame(
                    at == 0 ? Frames.HEADERS : Frames.CONTINUATION,
                    end == block.length ? Frames.END_HEADERS : 0,
                    stream,
                    Arrays.copyOfRange(block, at, end)));
        }
    }

    private static void flood(Http2Peer peer) throws IOException {
        sendForEver(peer, Frames.headers("x-more", "y".repeat(1000)));
    }

    private static void emptyFlood(Http2Peer peer) throws IOException {
        sendForEver(peer);
    }

    private static void sendForEver(Http2Peer peer, byte... piece) throws IOException {
        int stream = peer.handshake();
        peer.send(Frames.frame(Frames.HEADERS, 0, stream, Frames.block(200)));
        byte[] more = Frames.frame(Frames.CONTINUATION, 0, stream, piece);
        for (int i = 0; i < FLOOD; i++) {
            peer.send(more);
        }
    }

    private static void good(FaultRows rows, String name, FrameFaults.Act head) {
        rows.raw(
                name,
                peer -> {
                    int stream = peer.handshake();
                    head.on(peer, stream);
                    peer.send(Frames.data(stream, Frames.END_STREAM, new byte[BYTES]));
                },
                Expectation.audio(BYTES));
    }

    private static void bad(FaultRows rows, String name, Http2Error code, FrameFaults.Act head) {
        rows.raw(
                name,
                peer -> {
                    head.on(peer, peer.handshake());
                    peer.expectGoAway(code.code());
                },
                Expectation.transport(RequestProgress.PROCESSED, "127.0.0.1"));
    }

    /** Adds a row with a frame that must end the stream but not the connection. */
    private static void malformed(FaultRows rows, String name, Maker maker) {
        rows.raw(
                name,
                peer -> {
                    peer.send(maker.frame(peer.handshake()));
                    peer.expectReset(Http2Error.PROTOCOL_ERROR.code());
                },
                Expectation.transport(RequestProgress.PROCESSED));
    }
}
