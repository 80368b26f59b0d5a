package dev.parlando.audio.decode;

/**
 * Conversions of single samples between 16-bit linear PCM and the two G.711 encodings, µ-law and A-law.
 *
 * <p>Linear samples use the full 16-bit range. Decoding and encoding again yields the same code, except that µ-law
 * negative zero (0x7F) becomes positive zero (0xFF).
 *
 * <p>Threading: safe from any thread. Cost: one table lookup. The encoding tables, 64 KiB each, are built on first use.
 *
 * <p>Source: ITU-T G.711. At the decision boundaries of the encoders, where implementations differ by one step, the
 * algorithm of ITU-T G.191 is used.
 */
public final class G711 {
    /** The µ-law code of a silent sample. */
    public static final byte ULAW_SILENCE = (byte) 0xFF;
    /** The A-law code of a silent sample. */
    public static final byte ALAW_SILENCE = (byte) 0xD5;

    private static final int CODES = 256;
    private static final int SAMPLES = 65_536;
    /**
     * The bias that moves the µ-law segments to powers of two, in units of the 14-bit samples on which µ-law is
     * defined.
     */
    private static final int ULAW_BIAS = 33;

    private static final int ULAW_LARGEST = 0x1FFF;
    /** The mask of the bits that A-law inverts on the wire, so that silence has many level changes. */
    private static final int ALAW_TOGGLE = 0x55;

    private G711() {}

    /** Returns the 16-bit sample of a µ-law code. */
    public static short ulawToLinear(byte code) {
        return UlawDecoding.TABLE[code & 0xFF];
    }

    /** Returns the µ-law code of a 16-bit sample. */
    public static byte linearToUlaw(short sample) {
        return UlawEncoding.TABLE[sample & 0xFFFF];
    }

    /** Returns the 16-bit sample of an A-law code. */
    public static short alawToLinear(byte code) {
        return AlawDecoding.TABLE[code & 0xFF];
    }

    /** Returns the A-law code of a 16-bit sample. */
    public static byte linearToAlaw(short sample) {
        return AlawEncoding.TABLE[sample & 0xFFFF];
    }

    private static int expandUlaw(int code) {
        int bits = ~code;
        int segment = (bits >> 4) & 7;
        int magnitude = (((bits & 0xF) * 2 + ULAW_BIAS) << segment) - ULAW_BIAS;
        return (bits & 0x80) == 0 ? magnitude << 2 : -(magnitude << 2);
    }

    private static int compressUlaw(int sample) {
        int biased = Math.min((magnitude(sample) >> 2) + ULAW_BIAS, ULAW_LARGEST);
        int segment = highestBit(biased) - 5;
        int step = (biased >> (segment + 1)) & 0xF;
        return ~(sign(sample) | (segment << 4) | step);
    }

    private static int expandAlaw(int code) {
        int bits = code ^ ALAW_TOGGLE;
        int segment = (bits >> 4) & 7;
        int step = (bits & 0xF) * 2 + 1;
        int magnitude = segment == 0 ? step : (step + 32) << (segment - 1);
        return (bits & 0x80) == 0 ? -(magnitude << 3) : magnitude << 3;
    }

    private static int compressAlaw(int sample) {
        int magnitude = magnitude(sample) >> 4;
        int segment = Math.max(highestBit(magnitude) - 3, 0);
        int step = segment == 0 ? magnitude : (magnitude >> (segment - 1)) & 0xF;
        return ((0x80 ^ sign(sample)) | (segment << 4) | step) ^ ALAW_TOGGLE;
    }

    /** Returns the magnitude, counting negative samples from -1 as G.191 does, so that -32768 also fits. */
    private static int magnitude(int sample) {
        return sample < 0 ? ~sample : sample;
    }

    private static int sign(int sample) {
        return sample < 0 ? 0x80 : 0;
    }

    private static int highestBit(int value) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
    }

    // One holder class per table, so that callers that only decode never build the large encoding tables.

    private static final class UlawDecoding {
        static final short[] TABLE = new short[CODES];

        static {
            for (int code = 0; code < CODES; code++) {
                TABLE[code] = (short) expandUlaw(code);
            }
        }
    }

    private static final class AlawDecoding {
        static final short[] TABLE = new short[CODES];

        static {
            for (int code = 0; code < CODES; code++) {
                TABLE[code] = (short) expandAlaw(code);
            }
        }
    }

    private static final class UlawEncoding {
        static final byte[] TABLE = new byte[SAMPLES];

        static {
            for (int index = 0; index < SAMPLES; index++) {
                TABLE[index] = (byte) compressUlaw((short) index);
            }
        }
    }

    private static final class AlawEncoding {
        static final byte[] TABLE = new byte[SAMPLES];

        static {
            for (int index = 0; index < SAMPLES; index++) {
                TABLE[index] = (byte) compressAlaw((short) index);
            }
        }
    }
}
