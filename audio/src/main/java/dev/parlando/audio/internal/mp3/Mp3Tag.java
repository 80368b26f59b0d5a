package dev.parlando.audio.internal.mp3;

/**
 * A parser for the elements of an MP3 stream other than audio frames, which are ID3 tags and Xing, Info or VBRI frames.
 *
 * <p>Source: id3.org, ID3v1 and ID3v2.4 structure; the Xing VBR header, the LAME tag and the VBRI header of Fraunhofer as
 * those encoders write them.
 */
public final class Mp3Tag {
    /** The index of an element that is not present. */
    public static final int NONE = -1;

    static final int ID3V1_BYTES = 128;
    static final int ID3V2_HEADER_BYTES = 10;

    private static final int ID3V2_FOOTER_BYTES = 10;
    private static final int FOOTER_FLAG = 0x10;
    private static final int UNDEFINED_FLAGS = 0x0F;
    private static final int ID3 = 0x494433;
    private static final int TAG = 0x544147;
    private static final int XING = 0x58696E67;
    private static final int INFO = 0x496E666F;
    private static final int VBRI = 0x56425249;
    /** The offset of the name of a VBRI frame, in every version and with any number of channels. */
    private static final int VBRI_OFFSET = 36;

    private static final int LAME = 0x4C414D45;
    private static final int LAVC = 0x4C617663;
    private static final int LAVF = 0x4C617666;
    private static final int FRAME_COUNT_FLAG = 1;
    private static final int BYTE_COUNT_FLAG = 2;
    private static final int SEEK_TABLE_FLAG = 4;
    private static final int SEEK_TABLE_BYTES = 100;
    private static final int QUALITY_FLAG = 8;
    private static final int DELAY_OFFSET = 21;
    private static final int DELAY_BYTES = 3;

    private Mp3Tag() {}

    /** Returns whether four bytes can start an ID3v1 tag, which is the last element of a file. */
    static boolean isId3v1(int word) {
        return word >>> 8 == TAG;
    }

    /** Returns whether four bytes can start an ID3v2 tag. {@link #isId3v2} is exact but needs ten bytes. */
    static boolean maybeId3v2(int word) {
        return word >>> 8 == ID3 && (word & 0xFF) != 0xFF;
    }

    /** Returns whether the ten bytes at index {@code index} are the header of an ID3v2 tag. */
    static boolean isId3v2(byte[] bytes, int index) {
        return maybeId3v2(Mp3Header.wordAt(bytes, index))
                && bytes[index + 4] != -1
                && (bytes[index + 6] | bytes[index + 7] | bytes[index + 8] | bytes[index + 9]) >= 0;
    }

    /**
     * Returns whether an array starts with the header of an ID3v2 tag of a defined version, 2.2 to 2.4, without undefined
     * flags.
     */
    public static boolean isStrictId3v2(byte[] bytes) {
        return isId3v2(bytes, 0) && bytes[3] >= 2 && bytes[3] <= 4 && (bytes[5] & UNDEFINED_FLAGS) == 0;
    }

    /** Returns the length of an ID3v2 tag including header and footer. The field uses seven bits per byte. */
    static long id3v2Bytes(byte[] bytes, int index) {
        int body = bytes[index + 6] << 21 | bytes[index + 7] << 14 | bytes[index + 8] << 7 | bytes[index + 9];
        boolean footer = (bytes[index + 5] & FOOTER_FLAG) != 0;
        return (long) ID3V2_HEADER_BYTES + body + (footer ? ID3V2_FOOTER_BYTES : 0);
    }

    /**
     * Returns whether a frame is a Xing, Info or VBRI frame, which contains metadata instead of audio. Its side info is
     * all zero, so it would decode to silence.
     */
    public static boolean isInfoFrame(byte[] bytes, int index, int header) {
        return nameIndex(bytes, index, header) != NONE || isName(bytes, index, header, index + VBRI_OFFSET, VBRI);
    }

    /**
     * Returns the index of the name of a Xing or Info frame, or {@link #NONE}. The name is at the offset of the coded
     * samples. LAME writes it where it would be without a checksum.
     */
    private static int nameIndex(byte[] bytes, int index, int header) {
        int name = index + Mp3Header.mainDataOffset(header);
        if (isXingOrInfo(bytes, index, header, name)) {
            return name;
        }
        int byLame = name - Mp3Header.checksumBytes(header);
        return isXingOrInfo(bytes, index, header, byLame) ? byLame : NONE;
    }

    private static boolean isXingOrInfo(byte[] bytes, int index, int header, int name) {
        return isName(bytes, index, header, name, XING) || isName(bytes, index, header, name, INFO);
    }

    /** Returns whether a frame has a name at an index, and nothing but zeros between its checksum and the name. */
    private static boolean isName(byte[] bytes, int index, int header, int name, int word) {
        return name + 4 <= index + Mp3Header.frameBytes(header)
                && Mp3Header.wordAt(bytes, name) == word
                && isZero(bytes, index + Mp3Header.BYTES + Mp3Header.checksumBytes(header), name);
    }

    /** Returns the number of following frames that an info frame declares, or 0 if it declares none. */
    public static long frameCount(byte[] bytes, int index, int header) {
        int name = nameIndex(bytes, index, header);
        boolean present = name != NONE
                && name + 12 <= index + Mp3Header.frameBytes(header)
                && (flags(bytes, name) & FRAME_COUNT_FLAG) != 0;
        return present ? Mp3Header.wordAt(bytes, name + 8) & 0xFFFF_FFFFL : 0;
    }

    /** Returns the index of the LAME tag in an info frame, or {@link #NONE}. */
    public static int lameTag(byte[] bytes, int index, int header) {
        int name = nameIndex(bytes, index, header);
        int end = index + Mp3Header.frameBytes(header);
        if (name == NONE || name + 8 > end) {
            return NONE;
        }
        int flags = flags(bytes, name);
        int counts = 4 * Integer.bitCount(flags & (FRAME_COUNT_FLAG | BYTE_COUNT_FLAG | QUALITY_FLAG));
        int tag = name + 8 + counts + ((flags & SEEK_TABLE_FLAG) != 0 ? SEEK_TABLE_BYTES : 0);
        if (tag + DELAY_OFFSET + DELAY_BYTES > end) {
            return NONE;
        }
        return isLame(Mp3Header.wordAt(bytes, tag)) ? tag : NONE;
    }

    /** Returns whether four bytes start the name of LAME, or of FFmpeg, which encodes with LAME. */
    static boolean isLame(int word) {
        return word == LAME || word == LAVC || word == LAVF;
    }

    /** Returns the encoder delay in a LAME tag, in audio frames. */
    public static int encoderDelay(byte[] bytes, int tag) {
        return Mp3Header.wordAt(bytes, tag + DELAY_OFFSET - 1) >>> 12 & 0xFFF;
    }

    /** Returns the encoder padding in a LAME tag, in audio frames. */
    public static int encoderPadding(byte[] bytes, int tag) {
        return Mp3Header.wordAt(bytes, tag + DELAY_OFFSET - 1) & 0xFFF;
    }

    private static int flags(byte[] bytes, int name) {
        return Mp3Header.wordAt(bytes, name + 4);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
