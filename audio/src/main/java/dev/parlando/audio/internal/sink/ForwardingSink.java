package dev.parlando.audio.internal.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;

/** A sink that plays on another sink. Subclasses change single calls. */
abstract class ForwardingSink implements AudioSink {
    private final AudioSink sink;

    ForwardingSink(AudioSink sink) {
        this.sink = sink;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        return sink.open(wanted);
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
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
    public int stepAudioFrames() {
        return sink.stepAudioFrames();
    }

    @Override
    public int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    @Override
    public int leadAudioFrames() {
        return sink.leadAudioFrames();
    }

    @Override
    public long nanosUntilRoom() {
        return sink.nanosUntilRoom();
    }

    @Override
    public void complete() {
        sink.complete();
    }

    @Override
    public SinkClock clock() {
        return sink.clock();
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public void close() {
        sink.close();
    }
}
