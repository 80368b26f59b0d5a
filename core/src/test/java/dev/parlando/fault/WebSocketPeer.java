package dev.parlando.fault;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The service's side of one WebSocket, at the level of frames (RFC 6455). Owned by the thread that serves it. */
final class WebSocketPeer {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int PING = 0x89;
    private static final int CLOSE = 0x88;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LENGTH_OF_2_BYTES = 126;
    private static final int LENGTH_OF_8_BYTES = 127;

    private final RawConnection connection;

    WebSocketPeer(RawConnection connection) {
        this.connection = connection;
    }

    /** Serves one connection. */
    @FunctionalInterface
    interface Script {
        void serve(WebSocketPeer peer) throws IOException;
    }

    RawConnection connection() {
        return connection;
    }

    /** Reads the upgrade request and returns the key of its handshake. */
    String readUpgrade() throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) connection.in().readUnsignedByte());
        }
        return request.toString().replaceFirst("(?is).*sec-websocket-key: *([^\r]*)\r.*", "$1");
    }

    void sendHttp(String response) throws IOException {
        connection.send(response.getBytes(StandardCharsets.UTF_8));
    }

    /** Accepts the upgrade whose handshake had a key. */
    void accept(String key) throws IOException {
        sendHttp("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + digest(key) + "\r\n\r\n");
    }

    private static String digest(String key) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads messages until one contains a text. */
    void awaitMessage(String part) throws IOException {
        while (!readMessage().contains(part)) {}
    }

    private String readMessage() throws IOException {
        DataInputStream in = connection.in();
        in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7F;
        if (length == LENGTH_OF_2_BYTES) {
            length = in.readUnsignedShort();
        }
        byte[] mask = in.readNBytes(Integer.BYTES);
        byte[] payload = in.readNBytes(length);
        for (int index = 0; index < length; index++) {
            payload[index] ^= mask[index % Integer.BYTES];
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    void sendText(String json) throws IOException {
        sendFrame(TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a message in frames of at most {@code frameBytes}, with a ping after each but the last. */
    void sendFragments(String json, int frameBytes) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += frameBytes) {
            int count = Math.min(frameBytes, bytes.length - from);
            boolean last = from + count == bytes.length;
            byte[] piece = new byte[count];
            System.arraycopy(bytes, from, piece, 0, count);
            sendFrame((from == 0 ? 1 : 0) | (last ? 0x80 : 0), piece);
            if (!last) {
                sendFrame(PING);
            }
        }
    }

    /** Sends a frame; the first byte holds the flags and the opcode. */
    void sendFrame(int firstByte, byte... payload) throws IOException {
        sendHeader(firstByte, payload.length);
        connection.send(payload);
    }

    /** Sends the header of a frame. */
    void sendHeader(int firstByte, int length) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) firstByte);
        if (length < LENGTH_OF_2_BYTES) {
            header.put((byte) length);
        } else if (length <= 0xFFFF) {
            header.put((byte) LENGTH_OF_2_BYTES).putShort((short) length);
        } else {
            header.put((byte) LENGTH_OF_8_BYTES).putLong(length);
        }
        byte[] bytes = new byte[header.flip().remaining()];
        header.get(bytes);
        connection.send(bytes);
    }

    /** Sends a close frame, or cuts the connection for code 1006. */
    void close(int code, String reason) throws IOException {
        if (code == 1006) {
            connection.cut();
            return;
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
        sendFrame(CLOSE, payload);
    }
}
