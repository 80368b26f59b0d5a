package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** A decoder of PCM in blocks of up to 256 samples, with faults scripted by the test. */
public final class ScriptedDecoder implements AudioDecoder {
    private static final int BLOCK_SAMPLES = 256;

    private final Deque<Integer> tailSamples = new ArrayDeque<>();
    private PcmFormat format = new PcmFormat(24_000, 1);
    private PcmFormat later = format;
    private int blocksBeforeChange = Integer.MAX_VALUE;
    private boolean findsNothing;
    private int repeats;
    private int repeatsLeft;
    private int lastSamples;

    /** Appends blocks of silence of these lengths to the stream. */
    public ScriptedDecoder withTail(int... samples) {
        for (int count : samples) {
            tailSamples.add(count);
        }
        return this;
    }

    public ScriptedDecoder changingTo(PcmFormat format, int afterBlocks) {
        later = format;
        blocksBeforeChange = afterBlocks;
        return this;
    }

    /** Returns each block {@code times} times. */
    public ScriptedDecoder withBlocks(int times) {
        repeats = times - 1;
        return this;
    }

    public ScriptedDecoder findingNothing() {
        findsNothing = true;
        return this;
    }

    @Override
    public PcmFormat format() {
        return format;
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        if (findsNothing) {
            encoded.position(encoded.limit());
            return 0;
        }
        if (encoded.remaining() > 1 && blocksBeforeChange-- == 0) {
            format = later;
        }
        if (repeatsLeft > 0) {
            repeatsLeft--;
            return lastSamples;
        }
        int samples = 0;
        while (encoded.remaining() > 1 && samples < BLOCK_SAMPLES) {
            int low = encoded.get() & 0xFF;
            pcm[samples++] = (short) (encoded.get() << 8 | low);
        }
        repeatsLeft = samples > 0 ? repeats : 0;
        lastSamples = samples;
        return samples;
    }

    @Override
    public int finish(short[] pcm) {
        if (findsNothing) {
            throw new DecodeException("no frame of audio in the whole stream", null);
        }
        Integer samples = tailSamples.poll();
        return samples == null ? 0 : samples;
    }
}
