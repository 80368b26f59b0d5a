package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.audio.decode.G711;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Four seconds of speech that is loud from its first sample, so that its start can be detected. A hum in its pauses
 * distinguishes them from gaps. Immutable.
 */
final class LoudSpeech {
    /**
     * The level that detects the speech. All samples before the speech are below it, and the first sample of the speech
     * is far above it.
     */
    static final int THRESHOLD = 1_000;

    private static final int FIRST_SAMPLE = 6_000;
    private static final int HUM_LEVEL = 200;
    private static final int HUM_HZ = 300;
    private static final int SECONDS = 4;
    private static final int PCM_RATE_HZ = 24_000;

    private final OutputFormat format;
    private final byte[] bytes;

    private LoudSpeech(OutputFormat format, byte[] bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    static LoudSpeech of(OutputFormat format) {
        return new LoudSpeech(
                format,
                switch (format.codec()) {
                    case MP3 -> mp3();
                    case PCM -> pcm();
                    case ULAW -> ulaw();
                    default -> throw new IllegalArgumentException("no speech in " + format);
                });
    }

    /**
     * Returns a resource that was made like {@link #pcm()} from the same speech at 44.1 kHz, and encoded by
     * {@code ffmpeg -c:a libmp3lame -b:a 128k -write_xing 0}.
     */
    private static byte[] mp3() {
        try (InputStream in = LoudSpeech.class.getResourceAsStream("at_once.mp3")) {
            if (in == null) {
                throw new IllegalArgumentException("no resource at_once.mp3");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pcm() {
        byte[] speech = EncodedSpeech.of(OutputFormat.PCM_24000);
        ByteBuffer samples = ByteBuffer.wrap(speech).order(ByteOrder.LITTLE_ENDIAN);
        int start = 0;
        while (Math.abs(samples.getShort(start)) < FIRST_SAMPLE) {
            start += 2;
        }
        for (int i = 0; i < SECONDS * PCM_RATE_HZ; i++) {
            int at = start + 2 * i;
            double hum = HUM_LEVEL * Math.sin(2 * Math.PI * HUM_HZ * i / PCM_RATE_HZ);
            samples.putShort(at, (short) Math.round(samples.getShort(at) + hum));
        }
        return Arrays.copyOfRange(speech, start, start + SECONDS * PCM_RATE_HZ * 2);
    }

    /** Drops samples without a filter. The aliasing sounds harsh, but does not affect the measurement. */
    private static byte[] ulaw() {
        ByteBuffer pcm = ByteBuffer.wrap(pcm()).order(ByteOrder.LITTLE_ENDIAN);
        int step = 2 * PCM_RATE_HZ / OutputFormat.ULAW_8000.sampleRateHz();
        byte[] codes = new byte[pcm.capacity() / step];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.linearToUlaw(pcm.getShort(i * step));
        }
        return codes;
    }

    /** Returns the number of encoded bytes per second of sound. */
    int bytesPerSecond() {
        return switch (format.codec()) {
            case MP3 -> format.bitrateKbps() * 1000 / 8;
            case PCM -> format.sampleRateHz() * 2;
            default -> format.sampleRateHz();
        };
    }

    /** Splits the first {@code millis} of the speech into chunks. */
    List<byte[]> chunks(int chunkBytes, int millis) {
        int end = (int) ((long) bytesPerSecond() * millis / 1000);
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < end; from += chunkBytes) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(end, from + chunkBytes)));
        }
        return chunks;
    }
}
