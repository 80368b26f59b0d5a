package dev.parlando.benchmarks.endtoend.live;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.NullSink;

/**
 * A null sink that records when the first sample of an answer is written.
 *
 * <p>Threading: one thread writes. All other methods are called before or after an answer.
 */
final class FirstWriteSink implements AudioSink {
    private final NullSink sink = new NullSink();
    private boolean written;
    private long firstNanos;

    /** Discards the recorded time before the next answer. */
    void begin() {
        written = false;
    }

    /** Returns the time of the first sample since {@link #begin}. */
    long firstNanos() {
        if (!written) {
            throw new IllegalStateException("no sample was written; the answer has no audio");
        }
        return firstNanos;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        return sink.open(wanted);
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (!written && audioFrames > 0) {
            written = true;
            firstNanos = System.nanoTime();
        }
        return sink.write(samples, offsetAudioFrames, audioFrames);
    }

    @Override
    public void discard() {
        sink.discard();
    }

    @Override
    public long positionAudioFrames() {
        return sink.positionAudioFrames();
    }

    @Override
    public int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    @Override
    public void close() {
        sink.close();
    }
}
