package dev.parlando.fault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes HTTP/2 frames, well-formed or malformed (RFC 9113, section 4.1). Stateless. */
final class Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;

    static final int HEADER_BYTES = 9;
    private static final int PREFIX_7 = 127;

    private Frames() {}

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Encodes a SETTINGS frame from identifiers, each followed by its value. */
    static byte[] settings(long... identifiersAndValues) {
        ByteBuffer payload = ByteBuffer.allocate(identifiersAndValues.length * 3);
        for (int i = 0; i < identifiersAndValues.length; i += 2) {
            payload.putShort((short) identifiersAndValues[i]).putInt((int) identifiersAndValues[i + 1]);
        }
        return frame(SETTINGS, 0, 0, payload.array());
    }

    /** Encodes response headers without END_STREAM. */
    static byte[] head(int stream, int status, String... namesAndValues) {
        return frame(HEADERS, END_HEADERS, stream, block(status, namesAndValues));
    }

    /** Encodes the response headers of a successful response. */
    static byte[] audioHead(int stream) {
        return head(stream, 200, "content-type", "audio/pcm", "request-id", "req-1");
    }

    static byte[] data(int stream, int flags, byte... payload) {
        return frame(DATA, flags, stream, payload);
    }

    static byte[] end(int stream) {
        return frame(DATA, END_STREAM, stream);
    }

    static byte[] reset(int stream, long code) {
        return frame(RST_STREAM, 0, stream, number(code));
    }

    static byte[] goAway(int lastStream, long code) {
        return frame(GOAWAY, 0, 0, join(number(lastStream), number(code)));
    }

    static byte[] windowUpdate(int stream, long increment) {
        return frame(WINDOW_UPDATE, 0, stream, number(increment));
    }

    /** Encodes a header block that starts with the status. */
    static byte[] block(int status, String... namesAndValues) {
        return join(header(":status", Integer.toString(status)), headers(namesAndValues));
    }

    /** Encodes literal headers without indexing and without Huffman coding (RFC 7541, section 6.2.2). */
    static byte[] headers(String... namesAndValues) {
        byte[] block = {};
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block = join(block, header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return block;
    }

    private static byte[] header(String name, String value) {
        return join(new byte[] {0}, text(name), text(value));
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (bytes.length < PREFIX_7) {
            out.write(bytes.length);
        } else {
            out.write(PREFIX_7);
            int rest = bytes.length - PREFIX_7;
            for (; rest >= 128; rest >>= 7) {
                out.write((rest & 127) | 128);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
