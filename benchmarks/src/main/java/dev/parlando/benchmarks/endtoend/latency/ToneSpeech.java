package dev.parlando.benchmarks.endtoend.latency;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Speech in {@code pcm_24000} that is a single tone, so that missing samples are visible in a {@link ToneRecording}. */
final class ToneSpeech {
    static final int RATE_HZ = 24_000;
    /** The duration of the end of an utterance that is twice as loud, so that its loss is visible. */
    static final int LOUD_END_MILLIS = 20;

    private ToneSpeech() {}

    /** Returns the bytes of a tone, cut into chunks. */
    static List<byte[]> chunks(int millis, int chunkBytes) {
        return chunks(millis, 0, chunkBytes);
    }

    /** Returns the bytes of a tone whose last {@value #LOUD_END_MILLIS} ms are twice as loud, cut into chunks. */
    static List<byte[]> chunksWithLoudEnd(int millis, int chunkBytes) {
        return chunks(millis - LOUD_END_MILLIS, LOUD_END_MILLIS, chunkBytes);
    }

    private static List<byte[]> chunks(int millis, int loudMillis, int chunkBytes) {
        int normal = millis * (RATE_HZ / 1000);
        int samples = normal + loudMillis * (RATE_HZ / 1000);
        ByteBuffer tone = ByteBuffer.allocate(samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            double radians = 2 * Math.PI * ToneRecording.TONE_HZ * i / RATE_HZ;
            int level = i < normal ? ToneRecording.LEVEL : 2 * ToneRecording.LEVEL;
            tone.putShort((short) Math.round(level * Math.sin(radians)));
        }
        List<byte[]> chunks = new ArrayList<>();
        byte[] bytes = tone.array();
        for (int from = 0; from < bytes.length; from += chunkBytes) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunkBytes)));
        }
        return chunks;
    }
}
