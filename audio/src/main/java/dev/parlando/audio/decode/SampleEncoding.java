package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The encodings of formats that store each sample separately, each with its decoder.
 *
 * <p>Cost: samples are read at absolute indexes, and the position of the buffer advances once per block. A relative read
 * stores the position for each sample, which takes as long as its conversion.
 */
enum SampleEncoding {
    /** Signed 16-bit little-endian. */
    S16LE(Short.BYTES) {
        @Override
        void convert(ByteBuffer encoded, short[] pcm, int from, int to) {
            ByteOrder order = encoded.order();
            encoded.order(ByteOrder.LITTLE_ENDIAN);
            int offset = encoded.position() - Short.BYTES * from;
            for (int i = from; i < to; i++) {
                pcm[i] = encoded.getShort(offset + Short.BYTES * i);
            }
            encoded.order(order);
        }
    },
    /** G.711 µ-law. */
    ULAW(1) {
        @Override
        void convert(ByteBuffer encoded, short[] pcm, int from, int to) {
            int offset = encoded.position() - from;
            for (int i = from; i < to; i++) {
                pcm[i] = G711.ulawToLinear(encoded.get(offset + i));
            }
        }
    },
    /** G.711 A-law. */
    ALAW(1) {
        @Override
        void convert(ByteBuffer encoded, short[] pcm, int from, int to) {
            int offset = encoded.position() - from;
            for (int i = from; i < to; i++) {
                pcm[i] = G711.alawToLinear(encoded.get(offset + i));
            }
        }
    };

    private final int sampleBytes;

    SampleEncoding(int sampleBytes) {
        this.sampleBytes = sampleBytes;
    }

    int sampleBytes() {
        return sampleBytes;
    }

    /**
     * Decodes samples into {@code pcm} from index {@code from} to {@code to}, exclusive. The buffer must hold their
     * bytes.
     */
    final void read(ByteBuffer encoded, short[] pcm, int from, int to) {
        convert(encoded, pcm, from, to);
        encoded.position(encoded.position() + (to - from) * sampleBytes);
    }

    /** Decodes the samples that start at the position of the buffer, which does not move. */
    abstract void convert(ByteBuffer encoded, short[] pcm, int from, int to);
}
