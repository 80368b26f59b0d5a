package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Takes every sample at once and plays it nowhere, for measuring and for machines without sound.
 *
 * <p>Threading: as {@link AudioSink} says; the owner counts, any thread reads.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
public final class NullSink implements AudioSink {
    private volatile long takenAudioFrames;
    private volatile boolean stopped;

    /** Makes a sink that is ready for {@link #open}. */
    public NullSink() {}

    @Override
    public void open(PcmFormat format) {
        takenAudioFrames = 0;
        stopped = false;
    }

    @Override
    public int prefill(short[] samples, int audioFrames) {
        return write(samples, 0, audioFrames);
    }

    @Override
    public void start() {}

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (stopped) {
            return 0;
        }
        takenAudioFrames = takenAudioFrames + audioFrames;
        return audioFrames;
    }

    @Override
    public void drain() {}

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long positionAudioFrames() {
        return takenAudioFrames;
    }

    @Override
    public int underruns() {
        return 0;
    }

    @Override
    public int bufferAudioFrames() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
