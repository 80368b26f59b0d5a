package dev.parlando.offline.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a WAV file with the service's layout: a 16-byte {@code fmt } chunk, a {@code LIST} chunk that names the
 * software, and {@code data}. A reader that assumes a 44-byte header fails on it.
 */
public final class OfflineWavHeader {
    private static final String SOFTWARE = "Parlando test\0";
    private static final int BYTES_PER_SAMPLE = 2;
    private static final short PCM = 1;

    private OfflineWavHeader() {}

    /** Returns the header for {@code dataBytes} bytes of 16-bit mono samples. */
    public static byte[] of(int sampleRateHz, long dataBytes) {
        byte[] software = SOFTWARE.getBytes(StandardCharsets.US_ASCII);
        int listBytes = 12 + software.length;
        int headBytes = 12 + 24 + 8 + listBytes + 8;
        ByteBuffer head = ByteBuffer.allocate(headBytes).order(ByteOrder.LITTLE_ENDIAN);
        put(head, "RIFF").putInt((int) (headBytes - 8 + dataBytes));
        put(head, "WAVE");
        put(head, "fmt ").putInt(16).putShort(PCM).putShort((short) 1);
        head.putInt(sampleRateHz).putInt(sampleRateHz * BYTES_PER_SAMPLE);
        head.putShort((short) BYTES_PER_SAMPLE).putShort((short) (8 * BYTES_PER_SAMPLE));
        put(head, "LIST").putInt(listBytes);
        put(head, "INFO");
        put(head, "ISFT").putInt(software.length).put(software);
        put(head, "data").putInt((int) dataBytes);
        return head.array();
    }

    private static ByteBuffer put(ByteBuffer head, String fourCharacters) {
        return head.put(fourCharacters.getBytes(StandardCharsets.US_ASCII));
    }
}
