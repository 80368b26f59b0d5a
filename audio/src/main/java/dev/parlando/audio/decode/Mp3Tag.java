package dev.parlando.audio.decode;

/**
 * Recognises what stands in an MP3 stream beside frames with sound: ID3 tags and Xing/Info frames.
 *
 * <p>Source: id3.org, ID3v1 and ID3v2.4 structure; the Xing VBR header and the LAME tag as those encoders write them.
 */
final class Mp3Tag {
    static final int ID3V1_BYTES = 128;
    static final int ID3V2_HEADER_BYTES = 10;

    private static final int ID3V2_FOOTER_BYTES = 10;
    private static final int FOOTER_FLAG = 0x10;
    private static final int ID3 = 0x494433;
    private static final int TAG = 0x544147;
    private static final int XING = 0x58696E67;
    private static final int INFO = 0x496E666F;

    private Mp3Tag() {}

    /** Returns whether four bytes begin like an ID3v1 tag, which stands at the end of a file. */
    static boolean isId3v1(int word) {
        return word >>> 8 == TAG;
    }

    /** Returns whether four bytes begin like an ID3v2 tag; ten tell for sure. */
    static boolean maybeId3v2(int word) {
        return word >>> 8 == ID3 && (word & 0xFF) != 0xFF;
    }

    /** Returns whether the ten bytes at the index are the header of an ID3v2 tag. */
    static boolean isId3v2(byte[] bytes, int at) {
        return maybeId3v2(Mp3Header.wordAt(bytes, at))
                && bytes[at + 4] != -1
                && (bytes[at + 6] | bytes[at + 7] | bytes[at + 8] | bytes[at + 9]) >= 0;
    }

    /** Returns the length of an ID3v2 tag with header and footer; it is written with seven bits to a byte. */
    static long id3v2Bytes(byte[] bytes, int at) {
        int body = bytes[at + 6] << 21 | bytes[at + 7] << 14 | bytes[at + 8] << 7 | bytes[at + 9];
        boolean footer = (bytes[at + 5] & FOOTER_FLAG) != 0;
        return (long) ID3V2_HEADER_BYTES + body + (footer ? ID3V2_FOOTER_BYTES : 0);
    }

    /**
     * Returns whether a frame holds notes for players instead of sound. Its side info is all zero, so it would decode
     * to silence, and the name stands where the coded samples would.
     */
    static boolean isInfoFrame(byte[] bytes, int at, int header) {
        int name = at + Mp3Header.mainDataOffset(header);
        if (name + 4 > at + Mp3Header.frameBytes(header)) {
            return false;
        }
        int word = Mp3Header.wordAt(bytes, name);
        return (word == XING || word == INFO) && isZero(bytes, at + Mp3Header.BYTES, name);
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
