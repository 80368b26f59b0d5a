package dev.parlando.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The server side of one HTTP/2 connection, written and read frame by frame. It enforces no rule; the script decides
 * everything. Owned by the thread that serves the connection.
 */
final class Http2Peer {
    /** Serves one connection. */
    @FunctionalInterface
    interface Script {
        void serve(Http2Peer peer) throws IOException;
    }

    /** One received frame. Immutable. */
    static final class Frame {
        private final int type;
        private final int flags;
        private final int stream;
        private final byte[] payload;

        private Frame(int type, int flags, int stream, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.stream = stream;
            this.payload = payload;
        }

        int type() {
            return type;
        }

        int stream() {
            return stream;
        }

        byte[] payload() {
            return payload;
        }

        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** Returns the number at an offset of the payload, such as an error code. */
        int number(int offset) {
            return ByteBuffer.wrap(payload).getInt(offset);
        }
    }

    private static final int CLIENT_PREFACE_BYTES = 24;

    private final RawConnection connection;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean prefaceRead;
    private boolean acknowledging;

    Http2Peer(RawConnection connection) {
        this.connection = connection;
    }

    RawConnection connection() {
        return connection;
    }

    /** Sends frames. */
    void send(byte[]... frames) throws IOException {
        connection.send(frames);
    }

    /**
     * Sends the initial SETTINGS frame, reads a request and returns its stream id. From then on, SETTINGS and PING
     * frames are acknowledged.
     */
    int handshake(long... settings) throws IOException {
        acknowledging = true;
        send(Frames.settings(settings));
        return request();
    }

    /** Performs the handshake, reads a request, sends successful response headers and returns the stream id. */
    int handshakeAndHead() throws IOException {
        int stream = handshake();
        send(Frames.audioHead(stream));
        return stream;
    }

    /** Reads until a request is complete and returns its stream id. */
    int request() throws IOException {
        return body(piece -> {});
    }

    /** Receives one frame. */
    @FunctionalInterface
    interface FrameReader {
        void read(Frame frame) throws IOException;
    }

    /** Reads until the body of a request is complete and returns its stream id. */
    int body(FrameReader pieces) throws IOException {
        body.reset();
        while (true) {
            Frame frame = readAndAcknowledge();
            if (frame.type() == Frames.DATA) {
                body.writeBytes(frame.payload());
                pieces.read(frame);
            }
            if (frame.type() <= Frames.HEADERS && frame.has(Frames.END_STREAM)) {
                return frame.stream();
            }
        }
    }

    /** Returns the body of the last request. */
    String requestBody() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Reads until a frame of the given type arrives, and returns it. */
    Frame await(int type) throws IOException {
        while (true) {
            Frame frame = readAndAcknowledge();
            if (frame.type() == type) {
                return frame;
            }
        }
    }

    /** Reads the next frame. Acknowledges SETTINGS and PING frames after the handshake. */
    private Frame readAndAcknowledge() throws IOException {
        Frame frame = read();
        boolean answerable = frame.type() == Frames.SETTINGS || frame.type() == Frames.PING;
        if (acknowledging && answerable && !frame.has(Frames.ACK)) {
            send(Frames.frame(
                    frame.type(), Frames.ACK, 0, frame.type() == Frames.PING ? frame.payload() : new byte[0]));
        }
        return frame;
    }

    /** Reads the next frame of any type. */
    Frame read() throws IOException {
        if (!prefaceRead) {
            prefaceRead = true;
            byte[] preface = connection.in().readNBytes(CLIENT_PREFACE_BYTES);
            if (preface.length < CLIENT_PREFACE_BYTES
                    || !Arrays.equals(preface, 0, 3, new byte[] {'P', 'R', 'I'}, 0, 3)) {
                throw new IOException("no HTTP/2 preface came");
            }
        }
        int length =
                (connection.in().readUnsignedByte() << 16) | connection.in().readUnsignedShort();
        int type = connection.in().readUnsignedByte();
        int flags = connection.in().readUnsignedByte();
        int stream = connection.in().readInt();
        byte[] payload = new byte[length];
        connection.in().readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    /** Fails the row unless the client closes the connection with this error code. */
    void expectGoAway(long code) throws IOException {
        expectCode(code, await(Frames.GOAWAY).number(Integer.BYTES));
    }

    /** Fails the row unless the client resets the stream with this error code. */
    void expectReset(long code) throws IOException {
        expectCode(code, await(Frames.RST_STREAM).number(0));
    }

    /** Fails the row if the client sent a different error code. */
    void expectCode(long expected, int seen) {
        if (seen != expected) {
            throw new AssertionError("the client gave the error code " + seen + " and not " + expected);
        }
    }

    void cut() throws IOException {
        connection.cut();
    }
}
