package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a WAV file of 16-bit PCM.
 *
 * <p>Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0, 1991, "WAVE format".
 */
final class WavHeaderWriter {
    static final int BYTES = 44;

    private static final int SAMPLE_BYTES = 2;
    private static final int FORMAT_CHUNK_BYTES = 16;
    private static final short FORMAT_PCM = 1;

    private WavHeaderWriter() {}

    static ByteBuffer header(PcmFormat format, long audioFrames) {
        int frameBytes = SAMPLE_BYTES * format.channels();
        long dataBytes = audioFrames * frameBytes;
        ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        tag(header, "RIFF").putInt((int) (BYTES - 8 + dataBytes));
        tag(header, "WAVE");
        tag(header, "fmt ").putInt(FORMAT_CHUNK_BYTES).putShort(FORMAT_PCM);
        header.putShort((short) format.channels()).putInt(format.sampleRateHz());
        header.putInt(format.sampleRateHz() * frameBytes).putShort((short) frameBytes);
        header.putShort((short) (SAMPLE_BYTES * Byte.SIZE));
        tag(header, "data").putInt((int) dataBytes);
        return header.flip();
    }

    private static ByteBuffer tag(ByteBuffer header, String tag) {
        return header.put(tag.getBytes(StandardCharsets.US_ASCII));
    }
}
