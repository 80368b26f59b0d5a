package dev.parlando.audio.decode;

import dev.parlando.audio.internal.mp3.Mp3Header;
import dev.parlando.audio.internal.mp3.Mp3Tag;

/**
 * The formats that are recognized by the first bytes of a stream.
 *
 * <p>Raw samples can contain any bytes, so each signature is long. Uniformly random bytes match with a probability of
 * 2^-64 (WAV), 2^-48 (Ogg), 2^-38 (ID3 tag) and 2^-32 (two MPEG frames). Source: RFC 3533,
 * section 6; the sources of {@link Mp3Header} and {@link Mp3Tag}.
 */
enum StreamSignature {
    WAV("a WAV file") {
        @Override
        Match match(byte[] head, int count) {
            return pattern("RIFF....WAVE", head, count);
        }
    },
    /** An Ogg page with the only defined version, which starts a stream. */
    OGG("an Ogg file") {
        @Override
        Match match(byte[] head, int count) {
            return pattern("OggS\0\2", head, count);
        }
    },
    /** An ID3v2 tag. */
    TAGGED_MP3("an MP3 file") {
        @Override
        Match match(byte[] head, int count) {
            Match match = pattern("ID3.......", head, count);
            return match == Match.YES && !Mp3Tag.isStrictId3v2(head) ? Match.NO : match;
        }
    },
    /** Two consecutive frames of one stream. */
    MP3("an MP3 file") {
        @Override
        Match match(byte[] head, int count) {
            if (count < Mp3Header.BYTES) {
                return head[0] == -1 ? Match.UNDECIDED : Match.NO;
            }
            int first = Mp3Header.wordAt(head, 0);
            if (!Mp3Header.isValid(first)) {
                return Match.NO;
            }
            int next = Mp3Header.frameBytes(first);
            if (count < next + Mp3Header.BYTES) {
                return Match.UNDECIDED;
            }
            int second = Mp3Header.wordAt(head, next);
            return Mp3Header.isValid(second) && Mp3Header.sameStream(first, second) ? Match.YES : Match.NO;
        }
    };

    /** The number of bytes that decides every signature. */
    static final int MAX_BYTES = Mp3Header.MAX_FRAME_BYTES + Mp3Header.BYTES;

    private static final char ANY = '.';

    /** The result of a comparison with the bytes received so far. */
    enum Match {
        YES,
        NO,
        /** More bytes are needed. */
        UNDECIDED
    }

    private final String description;

    StreamSignature(String description) {
        this.description = description;
    }

    /** Returns a description for messages, with an article. */
    String description() {
        return description;
    }

    /** Compares the first {@code count} bytes of a stream, at least one, with the signature. */
    abstract Match match(byte[] head, int count);

    private static Match pattern(String pattern, byte[] head, int count) {
        for (int i = 0; i < Math.min(count, pattern.length()); i++) {
            if (pattern.charAt(i) != ANY && pattern.charAt(i) != head[i]) {
                return Match.NO;
            }
        }
        return count < pattern.length() ? Match.UNDECIDED : Match.YES;
    }
}
