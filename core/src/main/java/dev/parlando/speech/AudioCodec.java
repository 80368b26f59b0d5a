package dev.parlando.speech;

/** Encoding of the samples of an {@link OutputFormat}. */
public enum AudioCodec {
    /** MPEG-1 and MPEG-2 layer III. */
    MP3("mp3"),
    /** Raw signed 16-bit little-endian samples without a header. */
    PCM("pcm"),
    /** Raw G.711 µ-law, one byte per sample. */
    ULAW("ulaw"),
    /** Raw G.711 A-law, one byte per sample. */
    ALAW("alaw"),
    /** Opus packets in an Ogg container. */
    OPUS("opus"),
    /** A RIFF/WAVE file of 16-bit PCM. */
    WAV("wav"),
    /** A codec that this version does not support; its bytes can be stored but not decoded. */
    OTHER("");

    private final String token;

    AudioCodec(String token) {
        this.token = token;
    }

    static AudioCodec ofToken(String token) {
        for (AudioCodec codec : values()) {
            if (codec != OTHER && codec.token.equals(token)) {
                return codec;
            }
        }
        return OTHER;
    }
}
