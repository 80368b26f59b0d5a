package dev.parlando.internal.program;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The check of the header of a WAV file, which is removed if raw samples were requested.
 *
 * <p>Source: RIFF WAVE, Microsoft and IBM, 1991. Programs that write to a pipe leave the lengths open, so they are ignored.
 *
 * <p>Threading: confined to the thread that reads the program.
 */
public final class WavHeader {
    private static final int MAX_BYTES = 4096;
    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int BITS = 16;

    private final OutputFormat requested;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private boolean complete;
    private boolean formatSeen;

    public WavHeader(OutputFormat requested) {
        this.requested = requested;
    }

    /** Returns the bytes for the caller, of the next bytes of the file; empty until the header is complete. */
    public ByteBuffer accept(ByteBuffer bytes) {
        if (complete) {
            return bytes;
        }
        byte[] next = new byte[bytes.remaining()];
        bytes.get(next);
        start.writeBytes(next);
        ByteBuffer file = ByteBuffer.wrap(start.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int data = findData(file);
        if (data < 0) {
            if (file.capacity() > MAX_BYTES) {
                throw new UnexpectedResponseException("the program's WAV file has no samples in its first bytes");
            }
            return ByteBuffer.allocate(0);
        }
        complete = true;
        return file.position(requested.codec() == AudioCodec.WAV ? 0 : data);
    }

    /** Returns the position of the first sample; -1 if the bytes end before it. */
    private int findData(ByteBuffer file) {
        if (file.capacity() >= RIFF_BYTES && !(is(file, 0, "RIFF") && is(file, 8, "WAVE"))) {
            throw new UnexpectedResponseException("the program does not write a WAV file");
        }
        long position = RIFF_BYTES;
        while (position + CHUNK_HEADER_BYTES <= file.capacity()) {
            int at = (int) position;
            if (is(file, at, "data")) {
                if (!formatSeen) {
                    throw new UnexpectedResponseException("the program's WAV file has no format");
                }
                return at + CHUNK_HEADER_BYTES;
            }
            long length = file.getInt(at + 4) & 0xFFFFFFFFL;
            if (is(file, at, "fmt ")) {
                if (at + CHUNK_HEADER_BYTES + FORMAT_BYTES > file.capacity()) {
                    return -1;
                }
                checkFormat(file, at + CHUNK_HEADER_BYTES);
            }
            position += CHUNK_HEADER_BYTES + length + (length & 1);
        }
        return -1;
    }

    private static boolean is(ByteBuffer file, int position, String id) {
        byte[] bytes = new byte[4];
        file.get(position, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).equals(id);
    }

    private void checkFormat(ByteBuffer file, int at) {
        int encoding = file.getShort(at) & 0xFFFF;
        int channels = file.getShort(at + 2);
        int rate = file.getInt(at + 4);
        int bits = file.getShort(at + 14);
        if ((encoding != PCM && encoding != EXTENSIBLE)
                || channels != 1
                || bits != BITS
                || rate != requested.sampleRateHz()) {
            throw new UnexpectedResponseException("the program writes " + rate + " Hz, " + bits + " bits and "
                    + channels + " channels, but " + requested + " was requested; request the format of the program");
        }
        formatSeen = true;
    }
}
