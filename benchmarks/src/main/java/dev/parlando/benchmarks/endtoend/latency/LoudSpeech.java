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
 * Is speech that is loud from its first sample on, so that it can be told when its sound begins, and hums
 * in its pauses, so that they can be told from gaps; four seconds of it.
 * Immutable.
 */
final class LoudSpeech {
    /** No sample of the speech before it is as loud as that; far below the first one of it. */
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

    /** Was made in the same way of the same speech at 44.1 kHz, by {@code ffmpeg -c:a libmp3lame -b:a 128k -write_xing 0}. */
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

    /** Leaves samples out, which sounds harsh and does not matter. */
    private static byte[] ulaw() {
        ByteBuffer pcm = ByteBuffer.wrap(pcm()).order(ByteOrder.LITTLE_ENDIAN);
        int step = 2 * PCM_RATE_HZ / OutputFormat.ULAW_8000.sampleRateHz();
        byte[] codes = new byte[pcm.capacity() / step];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.linearToUlaw(pcm.getShort(i * step));
        }
        return codes;
    }

    /** Returns how many bytes make a second of sound. */
    int bytesPerSecond() {
        return switch (format.codec()) {
            case MP3 -> format.bitrateKbps() * 1000 / 8;
            case PCM -> format.sampleRateHz() * 2;
            default -> format.sampleRateHz();
        };
    }

    /** Cuts its beginning into pieces. */
    List<byte[]> chunks(int chunkBytes, int millis) {
        int end = (int) ((long) bytesPerSecond() * millis / 1000);
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < end; from += chunkBytes) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(end, from + chunkBytes)));
        }
        return chunks;
    }
}
