package dev.parlando.audio.telephony.interop;

import dev.parlando.audio.decode.G711;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** The first three seconds of one espeak-ng sentence. They end within a packet. */
@SuppressWarnings("ImmutableEnumChecker") // Formats are immutable.
enum SpokenVector {
    ULAW(MediaFormat.ULAW_8000, OutputFormat.ULAW_8000, "ulaw_8000.ulaw"),
    ALAW(MediaFormat.ALAW_8000, OutputFormat.ALAW_8000, "alaw_8000.alaw"),
    LINEAR16(MediaFormat.linear16(8000, ByteOrder.BIG_ENDIAN), OutputFormat.PCM_8000, "pcm_8000.pcm");

    private static final int SAMPLES = 24_037;

    final MediaFormat media;
    final OutputFormat requested;
    private final String file;

    SpokenVector(MediaFormat media, OutputFormat requested, String file) {
        this.media = media;
        this.requested = requested;
        this.file = file;
    }

    /** Returns the audio as the service sends it. */
    byte[] bytes() {
        try (InputStream in = Objects.requireNonNull(G711.class.getResourceAsStream(file), file)) {
            return in.readNBytes(SAMPLES * media.bytesPerSample());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the decoded samples. */
    short[] samples() {
        byte[] bytes = bytes();
        short[] samples = new short[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = switch (this) {
                case ULAW -> G711.ulawToLinear(bytes[i]);
                case ALAW -> G711.alawToLinear(bytes[i]);
                case LINEAR16 ->
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(2 * i);
            };
        }
        return samples;
    }

    /** Returns the sample of a silent packet. */
    private short silence() {
        return this == ALAW ? G711.alawToLinear(media.silence()) : 0;
    }

    /**
     * Returns whether the received samples are those of this vector, with nothing but silence before and after.
     *
     * @param received 16-bit samples in little-endian order
     */
    boolean isWhole(byte[] received) {
        short[] all = new short[received.length / Short.BYTES];
        ByteBuffer.wrap(received).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(all);
        short[] expected = samples();
        for (int from = 0; from + SAMPLES <= all.length; from += media.samples(20)) {
            if (Arrays.equals(all, from, from + SAMPLES, expected, 0, SAMPLES)) {
                return isSilent(all, 0, from) && isSilent(all, from + SAMPLES, all.length);
            }
        }
        return false;
    }

    private boolean isSilent(short[] all, int from, int to) {
        for (int i = from; i < to; i++) {
            if (all[i] != silence()) {
                return false;
            }
        }
        return true;
    }
}
