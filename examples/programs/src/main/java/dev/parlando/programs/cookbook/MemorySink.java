package dev.parlando.programs.cookbook;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import java.util.Arrays;

/** Keeps the samples of one run in memory, as an example of a sink. Owned by the player until that is closed. */
// region
final class MemorySink implements AudioSink {
    private PcmFormat format = new PcmFormat(1, 1);
    private short[] samples = new short[0];
    private int taken;

    @Override
    public PcmFormat open(PcmFormat wanted) { // Another format may be answered, and the sound is changed to that.
        format = wanted;
        taken = 0;
        return wanted;
    }

    @Override
    public int write(short[] from, int offsetAudioFrames, int audioFrames) { // Less may be taken, but never waited.
        int count = audioFrames * format.channels();
        samples = Arrays.copyOf(samples, Math.max(samples.length, taken + count));
        System.arraycopy(from, offsetAudioFrames * format.channels(), samples, taken, count);
        taken += count;
        return audioFrames;
    }

    @Override
    public void discard() {} // What was taken counts as heard, so there is nothing to forget after a stop.

    @Override
    public long positionAudioFrames() {
        return taken / format.channels();
    }

    @Override
    public int bufferAudioFrames() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {}

    short[] samples() {
        return Arrays.copyOf(samples, taken);
    }
}
// endregion
