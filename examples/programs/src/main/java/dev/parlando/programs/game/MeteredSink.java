package dev.parlando.programs.game;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;

/**
 * A sink that plays on another sink and measures the loudness at the playback position.
 *
 * <p>Threading: as specified by {@link AudioSink}; {@link #loudness()} may be called from any thread.
 */
final class MeteredSink implements AudioSink {
    private final AudioSink sink;
    private final LevelMeter meter = new LevelMeter();
    private volatile Position position = new Position(0, 0, 1);

    /** A playback position and the time at which it was read, from which later positions are extrapolated. */
    private record Position(long audioFrames, long nanos, int rateHz) {
        long at(long now) {
            return audioFrames + (now - nanos) * rateHz / 1_000_000_000;
        }
    }

    MeteredSink(AudioSink sink) {
        this.sink = sink;
    }

    /** Returns the current loudness, from 0 to 1. */
    double loudness() {
        return meter.loudness(position.at(clock().nanoTime()));
    }

    private long recordPosition(long audioFrames) {
        position = new Position(audioFrames, clock().nanoTime(), position.rateHz());
        return audioFrames;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        PcmFormat format = sink.open(wanted);
        meter.begin(format);
        position = new Position(0, clock().nanoTime(), format.sampleRateHz());
        return format;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int taken = sink.write(samples, offsetAudioFrames, audioFrames);
        meter.add(samples, offsetAudioFrames, taken);
        recordPosition(sink.positionAudioFrames());
        return taken;
    }

    @Override
    public void discard() {
        sink.discard();
        meter.truncate(recordPosition(sink.positionAudioFrames()));
    }

    @Override
    public long positionAudioFrames() {
        return recordPosition(sink.positionAudioFrames());
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
