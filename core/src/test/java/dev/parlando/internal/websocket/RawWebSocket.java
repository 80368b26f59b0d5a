package dev.parlando.internal.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that sends the bytes that a test chooses. Not thread-safe. */
final class RawWebSocket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final String REQUEST = String.join(
            "\r\n",
            "GET %s HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "%s",
            "");

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /** Connects without a request. */
    RawWebSocket(InetSocketAddress server) throws IOException {
        socket.setReceiveBufferSize(8 * 1024); // Soon full if the test reads slowly.
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(server);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects and upgrades. */
    static RawWebSocket open(InetSocketAddress server) throws IOException {
        RawWebSocket raw = new RawWebSocket(server);
        String response = raw.request("/", "");
        if (!response.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(response);
        }
        return raw;
    }

    /** Sends an upgrade request and returns the response headers. */
    String request(String target, String headers) throws IOException {
        send(REQUEST.formatted(target, headers));
        return readHeaders();
    }

    String readHeaders() throws IOException {
        StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0) {
            response.append((char) in.readUnsignedByte());
        }
        return response.toString();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a masked frame of at most 65,535 bytes; the first byte holds the flags and the opcode. */
    void sendFrame(int firstByte, byte... payload) throws IOException {
        send(frame(firstByte, payload));
    }

    static byte[] frame(int firstByte, byte... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int index = 0; index < payload.length; index++) {
            frame.write(payload[index] ^ mask[index % 4]);
        }
        return frame.toByteArray();
    }

    /** Returns the next frame as its first byte and its payload as text; null at the end of the stream. */
    @Nullable
    String readFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        return Integer.toHexString(first) + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Returns the code of the next frame, which must be a close frame. */
    int readClose() throws IOException {
        int first = in.readUnsignedByte();
        if (first != 0x88) {
            throw new IOException("not a close frame: " + Integer.toHexString(first));
        }
        int length = in.readUnsignedByte();
        int code = in.readUnsignedShort();
        in.readNBytes(length - 2);
        return code;
    }

    /** Returns whether the peer has closed the connection, after any number of bytes. */
    boolean isEnded() {
        try {
            in.readAllBytes();
            return true;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }

    /** Closes the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
