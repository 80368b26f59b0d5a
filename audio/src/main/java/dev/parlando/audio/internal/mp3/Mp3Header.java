package dev.parlando.audio.internal.mp3;

import org.jspecify.annotations.Nullable;

/**
 * Accessors for the four bytes at the start of an MPEG layer III frame, read as one big-endian number.
 *
 * <p>Free-format frames are treated as invalid because their headers do not contain the frame length. Source: ISO/IEC
 * 11172-3 and 13818-3, clause 2.4.2.3; MPEG-2.5 as LAME and mpg123 write and read it.
 */
public final class Mp3Header {
    /** The length of a header. */
    public static final int BYTES = 4;
    /** The length of the longest possible frame, which is a padded frame of 320 kbit/s at 32 kHz. */
    public static final int MAX_FRAME_BYTES = 1441;

    private static final int CHECKSUM_BYTES = 2;
    private static final int SYNC = 0xFFE0_0000;
    private static final int LAYER_I_CODE = 3;
    private static final int LAYER_II_CODE = 2;
    private static final int LAYER_III_CODE = 1;
    private static final int SYNC_AND_LAYER = 0xFFE6_0000;
    private static final int LAYER_III = 0xFFE2_0000;
    /** The bits that are constant within a stream: sync word, version, layer and sample rate. */
    private static final int STREAM = 0xFFFE_0C00;

    private static final int MPEG_1 = 3;
    private static final int MPEG_2 = 2;
    private static final int RESERVED_VERSION = 1;
    private static final int RESERVED = 3;
    private static final int MONO = 3;
    private static final int FREE_FORMAT = 0;
    private static final int BAD_BITRATE = 15;

    private static final int[] RATES_HZ = {44_100, 48_000, 32_000};
    private static final int[] KBPS_MPEG_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBPS_MPEG_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    private Mp3Header() {}

    /** Returns the four bytes at index {@code index} as a header that may be invalid. */
    public static int wordAt(byte[] bytes, int index) {
        int high = bytes[index] << 24 | (bytes[index + 1] & 0xFF) << 16;
        int low = (bytes[index + 2] & 0xFF) << 8 | (bytes[index + 3] & 0xFF);
        return high | low;
    }

    public static boolean isValid(int header) {
        int bitrate = bitrateIndex(header);
        return (header & SYNC_AND_LAYER) == LAYER_III
                && version(header) != RESERVED_VERSION
                && rateIndex(header) != RESERVED
                && bitrate != FREE_FORMAT
                && bitrate != BAD_BITRATE;
    }

    /**
     * Returns the reason why the frame after a header cannot be decoded, or null if the header is valid or not a header
     * of MPEG audio.
     */
    static @Nullable String problem(int header) {
        boolean isHeader = (header & SYNC) == SYNC
                && version(header) != RESERVED_VERSION
                && rateIndex(header) != RESERVED
                && bitrateIndex(header) != BAD_BITRATE;
        if (!isHeader || isValid(header)) {
            return null;
        }
        return switch (header >>> 17 & 3) {
            case LAYER_I_CODE -> "MPEG audio of layer I, and only layer III can be decoded";
            case LAYER_II_CODE -> "MPEG audio of layer II, and only layer III can be decoded";
            case LAYER_III_CODE -> "MP3 in free format, whose frames do not state their length";
            default -> null;
        };
    }

    /** Returns whether two valid headers can belong to the same stream. */
    public static boolean sameStream(int header, int other) {
        return ((header ^ other) & STREAM) == 0 && channels(header) == channels(other);
    }

    public static int sampleRateHz(int header) {
        int halvings = version(header) == MPEG_1 ? 0 : version(header) == MPEG_2 ? 1 : 2;
        return RATES_HZ[rateIndex(header)] >> halvings;
    }

    public static int channels(int header) {
        return (header >>> 6 & 3) == MONO ? 1 : 2;
    }

    /** Returns the number of audio frames in one MPEG frame. */
    public static int audioFrames(int header) {
        return version(header) == MPEG_1 ? 1152 : 576;
    }

    /** Returns the length of the whole frame, including its header. */
    public static int frameBytes(int header) {
        int kbps = (version(header) == MPEG_1 ? KBPS_MPEG_1 : KBPS_MPEG_2)[bitrateIndex(header)];
        int padding = header >>> 9 & 1;
        return audioFrames(header) / 8 * 1000 * kbps / sampleRateHz(header) + padding;
    }

    /** Returns the length of the checksum that follows the header, or 0 if there is none. */
    static int checksumBytes(int header) {
        return (header >>> 16 & 1) == 0 ? CHECKSUM_BYTES : 0;
    }

    /** Returns the offset of the coded samples, which follow the header, the optional checksum and the side info. */
    static int mainDataOffset(int header) {
        int sideInfo = version(header) == MPEG_1 ? 17 : 9;
        if (channels(header) == 2) {
            sideInfo = version(header) == MPEG_1 ? 32 : 17;
        }
        return BYTES + checksumBytes(header) + sideInfo;
    }

    /** Returns whether a frame can be decoded without the bytes of the frames before it. */
    public static boolean isIndependent(byte[] bytes, int index, int header) {
        int sideInfo = index + BYTES + checksumBytes(header);
        boolean longField = version(header) == MPEG_1; // Of nine bits instead of eight.
        return bytes[sideInfo] == 0 && (!longField || bytes[sideInfo + 1] >= 0);
    }

    private static int version(int header) {
        return header >>> 19 & 3;
    }

    private static int bitrateIndex(int header) {
        return header >>> 12 & 15;
    }

    private static int rateIndex(int header) {
        return header >>> 10 & 3;
    }
}
