package dev.parlando.programs.cookbook;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import java.util.Arrays;

/** An example of a sink: stores the samples of one run in memory. Owned by the player until it is closed. */
// region
final class MemorySink implements AudioSink {
    private PcmFormat format = new PcmFormat(48_000, 1);
    private short[] samples = new short[0];
    private int taken;

    @Override
    public PcmFormat open(PcmFormat wanted) { // If another format is returned, the player converts to it.
        format = wanted;
        taken = 0;
        return wanted;
    }

    @Override
    public int write(short[] from, int offsetAudioFrames, int audioFrames) { // May write fewer frames; must not block.
        int count = audioFrames * format.channels();
        samples = Arrays.copyOf(samples, Math.max(samples.length, taken + count));
        System.arraycopy(from, offsetAudioFrames * format.channels(), samples, taken, count);
        taken += count;
        return audioFrames;
    }

    @Override
    public void discard() {} // Written samples count as played, so nothing remains to be discarded after a stop.

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
