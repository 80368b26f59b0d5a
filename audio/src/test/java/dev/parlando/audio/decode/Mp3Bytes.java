package dev.parlando.audio.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Test data for the elements of MP3 streams. */
final class Mp3Bytes {
    /** The length of every frame at 24 kHz and 48 kbit/s. */
    static final int FRAME_BYTES = 144;
    /** The length of the tag at the start of the vectors. */
    static final int TAG_BYTES = 45;

    private Mp3Bytes() {}

    /** Returns {@code count} frames of speech at 24 kHz and 48 kbit/s, without a tag. */
    static byte[] frames(int count) {
        return frames(0, count);
    }

    static byte[] frames(int first, int count) {
        int from = TAG_BYTES + first * FRAME_BYTES;
        return Arrays.copyOfRange(TestVectors.bytes("mp3_24000_48.mp3"), from, from + count * FRAME_BYTES);
    }

    /** Returns an ID3v2.4 tag whose body is full of bytes that resemble headers of the stream. */
    static byte[] id3v2(int bodyBytes) {
        byte[] body = new byte[bodyBytes];
        byte[] header = frames(1);
        for (int i = 0; i < body.length; i++) {
            body[i] = header[i % FRAME_BYTES % 4];
        }
        return id3v2(body);
    }

    /** Returns an ID3v2.4 tag with one text frame. */
    static byte[] id3v2(String frame, String text) {
        byte[] value = ("\0" + text + "\0").getBytes(StandardCharsets.ISO_8859_1); // 0 is the encoding.
        byte[] name = frame.getBytes(StandardCharsets.ISO_8859_1);
        return id3v2(TestVectors.join(name, syncsafe(value.length), new byte[2], value));
    }

    private static byte[] id3v2(byte[] body) {
        return TestVectors.join("ID3\4\0\0".getBytes(StandardCharsets.ISO_8859_1), syncsafe(body.length), body);
    }

    private static byte[] syncsafe(int size) {
        return new byte[] {
            (byte) (size >> 21 & 127), (byte) (size >> 14 & 127), (byte) (size >> 7 & 127), (byte) (size & 127)
        };
    }

    static byte[] id3v1() {
        byte[] tag = new byte[128];
        byte[] title = "TAGThe first move".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(title, 0, tag, 0, title.length);
        return tag;
    }

    /** Returns the index of the first occurrence of a text. */
    static int indexOf(byte[] stream, String text) {
        return new String(stream, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    /** Returns bytes that cannot contain a header. */
    static byte[] garbage(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i] &= 0x7F;
        }
        return bytes;
    }
}
