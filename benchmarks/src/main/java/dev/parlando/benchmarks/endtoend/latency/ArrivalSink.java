package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;

/**
 * Notes when the first sample of each chunk was handed to it, and takes everything at once.
 *
 * <p>Threading: the player's thread writes; the rest happens before an utterance or after it.
 */
final class ArrivalSink implements AudioSink {
    private final long[] chunkStartsAudioFrames;
    private final long[] arrivedNanos;
    private long takenAudioFrames;
    private int nextChunk;

    /** Takes for each chunk the position of the first sample that its bytes make complete. */
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

    /** Begins to note the chunks of another utterance, of which nothing has come. */
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
