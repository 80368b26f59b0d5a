package dev.parlando.offline.encode;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/**
 * An encoder for one stream of 16-bit mono samples at 48 kHz as Ogg Opus with the service's layout: packets of 20 ms.
 *
 * <p>A page contains 100 ms, so that playback does not wait for a whole second. The encoder looks {@value #PRE_SKIP}
 * samples ahead. A decoder drops as many samples at the start, and the padding of the last packet. Its output is
 * therefore as long as the input. Threading: confined to one thread at a time. Source: RFC 7845.
 */
public final class OggOpusStream {
    /** The sample rate of every stream. */
    public static final int SAMPLE_RATE_HZ = 48_000;
    /** The look-ahead of the encoder in samples: 6.5 ms, the default of Opus encoders. */
    static final int PRE_SKIP = 312;

    private static final int PACKET_SAMPLES = SAMPLE_RATE_HZ / 50;
    private static final int PACKETS_PER_PAGE = 5;
    private static final int MAX_PACKET_BYTES = 1275;

    private final OpusEncoder encoder;
    private final OggPageWriter pages = new OggPageWriter();
    private final short[] packet = new short[PACKET_SAMPLES];
    private final byte[] encoded = new byte[MAX_PACKET_BYTES];
    private int filled;
    private long inputSamples;
    private long encodedSamples;

    /** Starts a stream. */
    public OggOpusStream(int bitrateKbps) {
        try {
            encoder = new OpusEncoder(SAMPLE_RATE_HZ, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
        } catch (OpusException e) {
            throw new IllegalStateException("no encoder for mono at 48 kHz", e);
        }
        encoder.setBitrate(bitrateKbps * 1000);
        pages.add(OpusHeaders.head(PRE_SKIP, SAMPLE_RATE_HZ));
        pages.finishPage(0, false);
        pages.add(OpusHeaders.tags());
        pages.finishPage(0, false);
    }

    /**
     * Encodes the first {@code count} samples of the array.
     *
     * @return the completed pages; the first ones are the headers
     */
    public byte[] encode(short[] samples, int count) {
        inputSamples += count;
        for (int from = 0; from < count; ) {
            int length = Math.min(count - from, PACKET_SAMPLES - filled);
            System.arraycopy(samples, from, packet, filled, length);
            filled += length;
            from += length;
            if (filled == PACKET_SAMPLES) {
                encodePacket();
                if (pages.packets() == PACKETS_PER_PAGE) {
                    pages.finishPage(encodedSamples, false);
                }
            }
        }
        return pages.drain();
    }

    /**
     * Encodes the remaining samples and returns the last pages, of which the last one is marked as the end of the
     * stream.
     */
    public byte[] finish() {
        long total = inputSamples + PRE_SKIP;
        while (encodedSamples < total) {
            Arrays.fill(packet, filled, PACKET_SAMPLES, (short) 0);
            encodePacket();
        }
        pages.finishPage(total, true);
        return pages.drain();
    }

    private void encodePacket() {
        try {
            int length = encoder.encode(packet, 0, PACKET_SAMPLES, encoded, 0, encoded.length);
            pages.add(Arrays.copyOf(encoded, length));
        } catch (OpusException e) {
            throw new IllegalStateException("20 ms of samples cannot be encoded", e);
        }
        filled = 0;
        encodedSamples += PACKET_SAMPLES;
    }
}
