package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An incremental parser for the chunks before and after the samples of concatenated RIFF/WAVE files.
 *
 * <p>Confined to one thread at a time. Source: Microsoft, Multimedia Programming Interface and Data Specifications 1.0;
 * WAVE_FORMAT_EXTENSIBLE as in mmreg.h.
 */
final class WavHeaderParser {
    private static final String DECODABLE =
            "16-bit PCM, µ-law and A-law in mono or stereo at 1 to 384 kHz can be decoded";
    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_BYTES = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final long UNKNOWN_SIZE = 0xFFFF_FFFFL;

    private enum State {
        RIFF,
        CHUNK,
        FORMAT,
        END
    }

    private final ByteBuffer buffer = ByteBuffer.allocate(EXTENSIBLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private State state = State.RIFF;
    /** The number of bytes that the file declares after the element read last. */
    private long fileBytesLeft;
    /** Whether the next byte may be padding after the samples, which some writers omit. */
    private boolean paddingPossible;

    private long skipBytes;
    private long afterFormatBytes;
    private long dataBytes;
    private @Nullable Layout layout;
    private @Nullable String problem;

    WavHeaderParser() {
        buffer.limit(RIFF_BYTES);
    }

    /** The layout of the samples. */
    record Layout(PcmFormat format, SampleEncoding encoding) {}

    /** Reads bytes. Returns true at the first byte of samples, or if the file cannot be decoded. */
    boolean read(ByteBuffer encoded) {
        skipPadding(encoded);
        while (state != State.END && skip(encoded) && fill(encoded)) {
            buffer.flip();
            switch (state) {
                case RIFF -> readRiff();
                case CHUNK -> readChunk();
                default -> readFormat();
            }
        }
        return state == State.END;
    }

    /** Returns the reason why the file cannot be decoded, or null if there is none. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Returns the layout that the format chunk declares, or null before that chunk was read. */
    @Nullable
    Layout layout() {
        return layout;
    }

    /** Returns the number of sample bytes that follow, or {@link Long#MAX_VALUE} if the file does not declare it. */
    long dataBytes() {
        return dataBytes;
    }

    /** Called after the last byte of the samples. Further chunks or another file may follow. */
    void endSamples() {
        paddingPossible = dataBytes % 2 == 1;
        fileBytesLeft -= dataBytes;
        expect(State.CHUNK, CHUNK_BYTES);
    }

    private void skipPadding(ByteBuffer encoded) {
        if (paddingPossible && encoded.hasRemaining()) {
            paddingPossible = false;
            skipBytes = encoded.get(encoded.position()) == 0 ? 1 : 0;
        }
    }

    private boolean skip(ByteBuffer encoded) {
        int bytes = (int) Math.min(skipBytes, encoded.remaining());
        encoded.position(encoded.position() + bytes);
        skipBytes -= bytes;
        return skipBytes == 0;
    }

    private boolean fill(ByteBuffer encoded) {
        while (buffer.hasRemaining() && encoded.hasRemaining()) {
            buffer.put(encoded.get());
        }
        return !buffer.hasRemaining();
    }

    private void readRiff() {
        if (buffer.getInt(0) == tag("RIFF") && buffer.getInt(8) == tag("WAVE")) {
            fileBytesLeft = size(4) == UNKNOWN_SIZE ? 0 : size(4) - 4;
            layout = null;
            expect(State.CHUNK, CHUNK_BYTES);
        } else {
            reject("no RIFF/WAVE header");
        }
    }

    private void readChunk() {
        int id = buffer.getInt(0);
        long bytes = size(4);
        fileBytesLeft -= CHUNK_BYTES;
        if (id == tag("RIFF")) {
            state = State.RIFF;
            buffer.limit(RIFF_BYTES).position(CHUNK_BYTES);
            return;
        }
        if (id == tag("data")) {
            beginData(bytes);
            return;
        }
        fileBytesLeft -= padded(bytes);
        if (id == tag("fmt ")) {
            expectFormat(bytes);
        } else {
            skipBytes = padded(bytes);
            expect(State.CHUNK, CHUNK_BYTES);
        }
    }

    private void expectFormat(long bytes) {
        if (bytes < FORMAT_BYTES) {
            reject("a format chunk of " + bytes + " bytes instead of at least " + FORMAT_BYTES);
            return;
        }
        int wanted = bytes < EXTENSIBLE_BYTES ? FORMAT_BYTES : EXTENSIBLE_BYTES;
        afterFormatBytes = padded(bytes) - wanted;
        expect(State.FORMAT, wanted);
    }

    private void beginData(long bytes) {
        if (layout == null) {
            reject("samples before the format chunk");
            return;
        }
        if (bytes == 0 && fileBytesLeft > 0) {
            expect(State.CHUNK, CHUNK_BYTES); // Without samples, since further chunks are declared.
            return;
        }
        dataBytes = bytes == 0 || bytes == UNKNOWN_SIZE ? Long.MAX_VALUE : bytes;
        state = State.END;
    }

    private void readFormat() {
        int code = buffer.getShort(0) & 0xFFFF;
        if (code == EXTENSIBLE && buffer.limit() == EXTENSIBLE_BYTES) {
            code = buffer.getShort(24) & 0xFFFF;
        }
        int channels = buffer.getShort(2) & 0xFFFF;
        int rateHz = buffer.getInt(4);
        int bits = buffer.getShort(14) & 0xFFFF;
        SampleEncoding encoding = encoding(code, bits);
        if (encoding == null || !PcmFormat.isSupported(rateHz, channels)) {
            reject(String.format(
                    Locale.ROOT,
                    "format 0x%X with %d bits, %d channels, %d Hz; %s",
                    code,
                    bits,
                    channels,
                    rateHz,
                    DECODABLE));
            return;
        }
        layout = new Layout(new PcmFormat(rateHz, channels), encoding);
        skipBytes = afterFormatBytes;
        expect(State.CHUNK, CHUNK_BYTES);
    }

    private static @Nullable SampleEncoding encoding(int code, int bits) {
        if (code == 1 && bits == 16) {
            return SampleEncoding.S16LE;
        }
        if (code == 6 && bits == 8) {
            return SampleEncoding.ALAW;
        }
        return code == 7 && bits == 8 ? SampleEncoding.ULAW : null;
    }

    private void expect(State next, int bytes) {
        state = next;
        buffer.clear().limit(bytes);
    }

    private long size(int offset) {
        return buffer.getInt(offset) & 0xFFFF_FFFFL;
    }

    private void reject(String reason) {
        problem = reason;
        state = State.END;
    }

    /** Returns the length of a chunk including its padding, since chunks start at even offsets. */
    private static long padded(long bytes) {
        return bytes + (bytes & 1);
    }

    private static int tag(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }
}
