package dev.parlando.programs.game;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;

/**
 * Plays on another sink, and tells how loud that is which is heard now.
 *
 * <p>Threading: as {@link AudioSink} says; {@link #loudness()} may be called from any thread.
 */
final class MeteredSink implements AudioSink {
    private final AudioSink sink;
    private final LevelMeter meter = new LevelMeter();
    private volatile Place place = new Place(0, 0, 1);

    /** Says where the sound was, and when; it goes on from there evenly. */
    private record Place(long audioFrames, long nanos, int rateHz) {
        long at(long now) {
            return audioFrames + (now - nanos) * rateHz / 1_000_000_000;
        }
    }

    MeteredSink(AudioSink sink) {
        this.sink = sink;
    }

    /** Returns how loud it is now, from 0 to 1. */
    double loudness() {
        return meter.loudness(place.at(clock().nanoTime()));
    }

    private long note(long audioFrames) {
        place = new Place(audioFrames, clock().nanoTime(), place.rateHz());
        return audioFrames;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        PcmFormat format = sink.open(wanted);
        meter.begin(format);
        place = new Place(0, clock().nanoTime(), format.sampleRateHz());
        return format;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        int taken = sink.write(samples, offsetAudioFrames, audioFrames);
        meter.add(samples, offsetAudioFrames, taken);
        note(sink.positionAudioFrames());
        return taken;
    }

    @Override
    public void discard() {
        sink.discard();
        meter.truncate(note(sink.positionAudioFrames()));
    }

    @Override
    public long positionAudioFrames() {
        return note(sink.positionAudioFrames());
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
