package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;

/**
 * A sink that records when the first sample of each chunk arrives, and accepts every write completely.
 *
 * <p>Threading: the player's thread writes. All other methods are called before or after an utterance.
 */
final class ArrivalSink implements AudioSink {
    private final long[] chunkStartsAudioFrames;
    private final long[] arrivedNanos;
    private long takenAudioFrames;
    private int nextChunk;

    /**
     * Creates a sink.
     *
     * @param chunkStartsAudioFrames for each chunk, the position of the first sample that its bytes complete
     */
    ArrivalSink(long[] chunkStartsAudioFrames) {
        this.chunkStartsAudioFrames = chunkStartsAudioFrames;
        this.arrivedNanos = new long[chunkStartsAudioFrames.length];
    }

    long arrivedNanos(int chunk) {
        return arrivedNanos[chunk];
    }

    boolean arrived(int chunk) {
        return chunk < nextChunk;
    }

    /** Discards the arrival times before the next utterance. */
    void begin() {
        takenAudioFrames = 0;
        nextChunk = 0;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        return wanted;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        takenAudioFrames += audioFrames;
        while (nextChunk < chunkStartsAudioFrames.length && takenAudioFrames > chunkStartsAudioFrames[nextChunk]) {
            arrivedNanos[nextChunk++] = System.nanoTime();
        }
        return audioFrames;
    }

    @Override
    public void discard() {}

    @Override
    public long positionAudioFrames() {
        return takenAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void close() {}
}
