package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.DecodeException;
import dev.parlando.speech.SpeechInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * An input stream of 16-bit little-endian samples, decoded from another stream on demand.
 *
 * <p>Threading: confined to its reader, except for {@link #close()}. Cost: no allocation per read.
 */
public final class PcmInputStream extends InputStream {
    private static final int ENCODED_BYTES = 2048;
    private static final int SAMPLE_BYTES = 2;

    private final SpeechInputStream speech;
    private final AudioDecoder decoder;
    private final ByteBuffer encoded = ByteBuffer.allocate(ENCODED_BYTES).limit(0);
    private final short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private final ByteBuffer decoded = ByteBuffer.allocate(AudioDecoder.MAX_BLOCK_SAMPLES * SAMPLE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
    private boolean encodedEnded;

    public PcmInputStream(SpeechInputStream speech, AudioDecoder decoder) {
        this.speech = speech;
        this.decoder = decoder;
    }

    /** Waits for the first audio and returns its format. */
    public PcmFormat awaitFormat() throws IOException {
        fill();
        return decoder.format();
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, decoded.remaining());
        decoded.get(target, offset, count);
        return count;
    }

    /** Returns the number of decoded bytes, which can be read without blocking. */
    @Override
    public int available() {
        return decoded.remaining();
    }

    /** Ensures that decoded bytes are available. Returns {@code false} at the end of the stream. */
    private boolean fill() throws IOException {
        if (decoded.hasRemaining()) {
            return true;
        }
        int samples = nextBlock();
        if (samples == 0) {
            return false;
        }
        decoded.clear();
        for (int i = 0; i < samples; i++) {
            decoded.putShort(block[i]);
        }
        decoded.flip();
        return true;
    }

    /** Decodes the next block. Cancels a stream that has another format than the requested one. */
    private int nextBlock() throws IOException {
        try {
            return readBlock();
        } catch (DecodeException e) {
            speech.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private int readBlock() throws IOException {
        int samples = decoder.decode(encoded, block);
        while (samples == 0 && !encodedEnded) {
            int bytes = speech.read(encoded.array(), 0, ENCODED_BYTES);
            encodedEnded = bytes < 0;
            encoded.position(0).limit(Math.max(0, bytes));
            samples = decoder.decode(encoded, block);
        }
        return samples > 0 ? samples : decoder.finish(block);
    }

    /** Cancels the stream if it is still running. A blocked reader receives an {@link IOException}. */
    @Override
    public void close() {
        speech.close();
    }
}
