package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.audio.sink.SinkClock;
import java.util.Arrays;

/**
 * A line sink that records when the line accepted each audio frame.
 *
 * <p>Threading: the player's thread writes. All other methods are called before or after an utterance.
 */
final class TimestampingSink implements AudioSink {
    private final LineSink line = new LineSink();
    private long[] writtenAudioFrames = new long[1024];
    private long[] nanos = new long[1024];
    private int writes;
    private long takenAudioFrames;

    /** Discards the recorded times before the next utterance. */
    void begin() {
        writes = 0;
        takenAudioFrames = 0;
    }

    /** Returns when the line had accepted the audio frame at an index of the utterance, or -1 if it had not. */
    long nanosOf(long audioFrame) {
        for (int i = 0; i < writes; i++) {
            if (writtenAudioFrames[i] > audioFrame) {
                return nanos[i];
            }
        }
        return -1;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        return line.open(wanted);
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int count = line.write(samples, offsetAudioFrames, audioFrames);
        if (writes == writtenAudioFrames.length) {
            writtenAudioFrames = Arrays.copyOf(writtenAudioFrames, 2 * writes);
            nanos = Arrays.copyOf(nanos, 2 * writes);
        }
        takenAudioFrames += count;
        writtenAudioFrames[writes] = takenAudioFrames;
        nanos[writes++] = System.nanoTime();
        return count;
    }

    @Override
    public void discard() {
        line.discard();
    }

    @Override
    public long positionAudioFrames() {
        return line.positionAudioFrames();
    }

    @Override
    public int bufferAudioFrames() {
        return line.bufferAudioFrames();
    }

    @Override
    public void complete() {
        line.complete();
    }

    @Override
    public SinkClock clock() {
        return line.clock();
    }

    @Override
    public String name() {
        return line.name();
    }

    @Override
    public void close() {
        line.close();
    }
}
