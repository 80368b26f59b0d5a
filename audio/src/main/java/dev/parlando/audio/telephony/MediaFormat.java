package dev.parlando.audio.telephony;

import dev.parlando.audio.decode.G711;
import dev.parlando.audio.decode.PcmFormat;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of the media that one leg carries: G.711 at 8 kHz, or 16-bit linear samples. Mono.
 *
 * <p>Source: RFC 3551, section 4.5, for PCMU, PCMA and L16. Immutable.
 */
public final class MediaFormat {
    /** G.711 &micro;-law at 8 kHz: RTP payload type 0, one byte per sample. */
    public static final MediaFormat ULAW_8000 = new MediaFormat(Encoding.ULAW, 8000, ByteOrder.BIG_ENDIAN);
    /** G.711 A-law at 8 kHz: RTP payload type 8, one byte per sample. */
    public static final MediaFormat ALAW_8000 = new MediaFormat(Encoding.ALAW, 8000, ByteOrder.BIG_ENDIAN);

    /** The encodings of a sample. */
    public enum Encoding {
        /** G.711 &micro;-law. */
        ULAW(G711.ULAW_SILENCE, 1),
        /** G.711 A-law. */
        ALAW(G711.ALAW_SILENCE, 1),
        /** 16-bit linear samples. */
        LINEAR16((byte) 0, 2);

        private final byte silence;
        private final int bytesPerSample;

        Encoding(byte silence, int bytesPerSample) {
            this.silence = silence;
            this.bytesPerSample = bytesPerSample;
        }
    }

    private final Encoding encoding;
    private final PcmFormat pcm;
    private final ByteOrder byteOrder;

    private MediaFormat(Encoding encoding, int sampleRateHz, ByteOrder byteOrder) {
        this.encoding = encoding;
        this.pcm = new PcmFormat(sampleRateHz, 1);
        this.byteOrder = byteOrder;
    }

    /**
     * Returns a format of 16-bit linear samples.
     *
     * @param sampleRateHz 1000 to 384,000; carriers use 8000 to 48,000
     * @param byteOrder big-endian for RTP and Telnyx, little-endian for AudioSocket and Vonage
     * @throws dev.parlando.error.InvalidRequestException if the rate is out of range
     */
    public static MediaFormat linear16(int sampleRateHz, ByteOrder byteOrder) {
        return new MediaFormat(Encoding.LINEAR16, sampleRateHz, Objects.requireNonNull(byteOrder, "byteOrder"));
    }

    /** Returns the encoding of a sample. */
    public Encoding encoding() {
        return encoding;
    }

    /** Returns the samples per second. */
    public int sampleRateHz() {
        return pcm.sampleRateHz();
    }

    /** Returns the order of the two bytes of a linear sample. */
    public ByteOrder byteOrder() {
        return byteOrder;
    }

    /** Returns the bytes per sample, 1 or 2. */
    public int bytesPerSample() {
        return encoding.bytesPerSample;
    }

    /** Returns the byte that fills a packet with silence: 0xFF, 0xD5 or 0. */
    public byte silence() {
        return encoding.silence;
    }

    /** Returns the number of samples in a time, rounded down. */
    public int samples(int millis) {
        return pcm.audioFrames(millis);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MediaFormat format
                && encoding == format.encoding
                && pcm.equals(format.pcm)
                && byteOrder.equals(format.byteOrder);
    }

    @Override
    public int hashCode() {
        return Objects.hash(encoding, pcm, byteOrder);
    }

    @Override
    public String toString() {
        String order = encoding == Encoding.LINEAR16 ? " " + byteOrder : "";
        return encoding + " " + pcm.sampleRateHz() + " Hz" + order;
    }
}
