package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.audio.sink.PullSink;
import java.nio.ByteBuffer;

/** A reader of a sink that counts the silence inserted during speech. Confined to the reading thread. */
final class SinkFeed {
    private static final int SAMPLE_BYTES = 2;

    private final PullSink sink;
    private boolean begun;
    private long silenceNow;
    private long missing;

    SinkFeed(PullSink sink) {
        this.sink = sink;
    }

    /** Fills the target with samples of the sink, padded with silence. */
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

    /** Returns the number of audio frames that were missing when they were read, although more audio followed. */
    long missingAudioFrames() {
        return missing;
    }
}
