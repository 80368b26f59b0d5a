package dev.parlando.audio.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A builder of valid and invalid RIFF/WAVE files. */
final class WavFileBuilder {
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    /** Adds a chunk, padded to an even length. */
    WavFileBuilder chunk(String id, byte[] body) {
        return chunk(id, body, body.length);
    }

    /** Adds a chunk whose header states another size. */
    WavFileBuilder chunk(String id, byte[] body, int statedSize) {
        chunks.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(little(4).putInt(statedSize).array());
        chunks.writeBytes(body);
        if (body.length % 2 == 1) {
            chunks.write(0);
        }
        return this;
    }

    WavFileBuilder format(int code, int channels, int rateHz, int bits) {
        return chunk("fmt ", formatBody(code, channels, rateHz, bits));
    }

    WavFileBuilder extensible(int code, int channels, int rateHz, int bits) {
        byte[] guidTail = {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71};
        byte[] extension = little(24)
                .putShort((short) 22)
                .putShort((short) bits)
                .putInt(4)
                .putShort((short) code)
                .put(guidTail)
                .array();
        return chunk("fmt ", TestVectors.join(formatBody(0xFFFE, channels, rateHz, bits), extension));
    }

    byte[] bytes() {
        return bytes(chunks.size() + 4);
    }

    /** Returns the file with another stated size. */
    byte[] bytes(int statedSize) {
        byte[] body = chunks.toByteArray();
        byte[] head = little(12)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(statedSize)
                .put("WAVE".getBytes(StandardCharsets.US_ASCII))
                .array();
        return TestVectors.join(head, body);
    }

    private static byte[] formatBody(int code, int channels, int rateHz, int bits) {
        int audioFrameBytes = channels * bits / 8;
        return little(16)
                .putShort((short) code)
                .putShort((short) channels)
                .putInt(rateHz)
                .putInt(rateHz * audioFrameBytes)
                .putShort((short) audioFrameBytes)
                .putShort((short) bits)
                .array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
