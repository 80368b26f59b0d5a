package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The encodings of formats that store each sample separately, each with its decoder. */
enum SampleEncoding {
    /** Signed 16-bit little-endian. */
    S16LE(2) {
        @Override
        void read(ByteBuffer encoded, short[] pcm, int from, int to) {
            ByteOrder order = encoded.order();
            encoded.order(ByteOrder.LITTLE_ENDIAN);
            for (int i = from; i < to; i++) {
                pcm[i] = encoded.getShort();
            }
            encoded.order(order);
        }
    },
    /** G.711 µ-law. */
    ULAW(1) {
        @Override
        void read(ByteBuffer encoded, short[] pcm, int from, int to) {
            for (int i = from; i < to; i++) {
                pcm[i] = G711.ulawToLinear(encoded.get());
            }
        }
    },
    /** G.711 A-law. */
    ALAW(1) {
        @Override
        void read(ByteBuffer encoded, short[] pcm, int from, int to) {
            for (int i = from; i < to; i++) {
                pcm[i] = G711.alawToLinear(encoded.get());
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
    abstract void read(ByteBuffer encoded, short[] pcm, int from, int to);
}
