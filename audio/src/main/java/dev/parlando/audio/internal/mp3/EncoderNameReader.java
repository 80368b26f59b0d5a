package dev.parlando.audio.internal.mp3;

/**
 * A reader of the encoder that an ID3v2 tag names in its TSSE frame, "software used for encoding".
 *
 * <p>The tag is passed byte by byte, since it is not stored. Only its start is read, as the tags of encoders are short.
 * Confined to one thread at a time. Source: id3.org, ID3v2.4 native frames.
 */
final class EncoderNameReader {
    private static final int TSSE = 0x54535345;
    private static final int MAX_BYTES = 1024;

    /** The last four bytes. */
    private int word;

    private int bytes;
    private boolean inName;
    private boolean lame;

    /** Starts a tag. */
    void begin() {
        word = 0;
        bytes = 0;
        inName = false;
        lame = false;
    }

    void accept(byte next) {
        if (bytes < MAX_BYTES) {
            bytes++;
            word = (word << 8) | (next & 0xFF);
            inName |= word == TSSE;
            lame |= inName && Mp3Tag.isLame(word);
        }
    }

    /** Returns whether the last tag names LAME, or FFmpeg, which encodes with LAME. */
    boolean isLame() {
        return lame;
    }
}
