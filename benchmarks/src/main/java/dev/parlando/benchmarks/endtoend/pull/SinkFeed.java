package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.audio.sink.PullSink;
import java.nio.ByteBuffer;

/** Reads from a sink, and counts the silence it had to fill up with in mid-speech. Confined to the thread that reads. */
final class SinkFeed {
    private static final int SAMPLE_BYTES = 2;

    private final PullSink sink;
    private boolean begun;
    private long silenceNow;
    private long missing;

    SinkFeed(PullSink sink) {
        this.sink = sink;
    }

    /** Fills the target. */
    void fill(ByteBuffer target) {
        int wanted = target.remaining() / SAMPLE_BYTES / sink.format().channels();
        int count = sink.readPadded(target);
        if (count > 0) {
            missing += begun ? silenceNow : 0;
            begun = true;
            silenceNow = 0;
        }
        silenceNow += wanted - count;
    }

    /** Returns how many audio frames were not there when they were read, although more came after them. */
    long missingAudioFrames() {
        return missing;
    }
}
