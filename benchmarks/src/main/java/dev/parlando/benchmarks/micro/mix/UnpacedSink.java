package dev.parlando.benchmarks.micro.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;

/** A sink that plays in no time. Threading: as for {@link AudioSink}; the written frames can be read on any thread. */
final class UnpacedSink implements AudioSink {
    private volatile long writtenAudioFrames;

    long writtenAudioFrames() {
        return writtenAudioFrames;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        writtenAudioFrames = 0;
        return wanted;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // The mixing thread is the only writer.
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        writtenAudioFrames += audioFrames;
        return audioFrames;
    }

    @Override
    public void discard() {}

    @Override
    public long positionAudioFrames() {
        return writtenAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {}
}
