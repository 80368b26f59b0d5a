package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.sink.SinkClock;

/**
 * A view of a virtual sink whose position advances in whole blocks, as that of a sound card. It is late by up to one
 * block, also at a discard. The size of a write may be limited.
 *
 * <p>Threading: as for {@link AudioSink}.
 */
final class SteppedPositionSink implements AudioSink {
    private final RecordingSink sink;
    private final int blockAudioFrames;
    private final int maxWriteAudioFrames;
    private long offset;
    private long reported;

    SteppedPositionSink(RecordingSink sink, int blockAudioFrames) {
        this(sink, blockAudioFrames, Integer.MAX_VALUE);
    }

    SteppedPositionSink(RecordingSink sink, int blockAudioFrames, int maxWriteAudioFrames) {
        this.sink = sink;
        this.blockAudioFrames = blockAudioFrames;
        this.maxWriteAudioFrames = maxWriteAudioFrames;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        offset = 0;
        reported = 0;
        return sink.open(wanted);
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        return sink.write(samples, offsetAudioFrames, Math.min(audioFrames, maxWriteAudioFrames));
    }

    @Override
    public void discard() {
        positionAudioFrames();
        sink.discard();
        offset = sink.positionAudioFrames() - reported;
    }

    @Override
    public long positionAudioFrames() {
        long played = sink.positionAudioFrames();
        boolean empty = played == sink.writtenAudioFrames();
        long known = empty ? played : played / blockAudioFrames * blockAudioFrames;
        reported = Math.max(reported, known - offset);
        return reported;
    }

    @Override
    public int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    @Override
    public SinkClock clock() {
        return sink.clock();
    }

    @Override
    public void close() {
        sink.close();
    }
}
