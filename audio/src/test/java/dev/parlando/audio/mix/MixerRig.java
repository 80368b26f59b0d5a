package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A test fixture that controls the time and the steps of a mixer. One audio frame is a millisecond, and a block is ten.
 */
public final class MixerRig {
    static final PcmFormat MONO = new PcmFormat(1000, 1);
    static final int LANE_BUFFER = 100;

    final RecordingSink sink;
    final MixerState desk;

    MixerRig() {
        this(RecordingSink.manual(100), MONO, 100);
    }

    MixerRig(int maxSounding) {
        this(RecordingSink.manual(100), MONO, maxSounding);
    }

    /** Creates a mixer on a virtual sink. */
    public MixerRig(RecordingSink sink, PcmFormat format, int maxSounding) {
        this(sink, sink, format, maxSounding);
    }

    /** Creates a mixer on {@code onTop}, which plays on the virtual sink. */
    MixerRig(RecordingSink sink, AudioSink onTop, PcmFormat format, int maxSounding) {
        this(sink, onTop, format, new VoiceLimit(maxSounding, false));
    }

    MixerRig(RecordingSink sink, AudioSink onTop, PcmFormat format, VoiceLimit voices) {
        this.sink = sink;
        desk = new MixerState(onTop, format, voices, MixAhead.DEFAULT_MILLIS, LANE_BUFFER);
    }

    MixerLane lane(String name) {
        return lane(name, null);
    }

    MixerLane lane(String name, @Nullable Ducking ducking) {
        MixerLane lane = createLane(name, ducking);
        lane.open(new PcmFormat(8000, 1));
        return lane;
    }

    /** Creates a lane that is not open. */
    public MixerLane createLane(String name, @Nullable Ducking ducking) {
        return new MixerLane(desk, name, ducking, closed -> {});
    }

    /** Advances the time, with a step after each millisecond. */
    public void pass(int millis) {
        for (int i = 0; i < millis; i++) {
            sink.advance(1);
            desk.step();
        }
    }

    /**
     * Writes all samples while time passes, then advances the time until they were played and by {@code moreMillis}.
     */
    void play(MixerLane lane, short[] samples, int moreMillis) {
        for (int at = 0; at < samples.length; ) {
            at += lane.write(samples, at, samples.length - at);
            desk.step();
            pass(1);
        }
        pass(LANE_BUFFER + moreMillis);
    }

    /** Returns the samples played from millisecond {@code from}, for {@code count} milliseconds. */
    short[] heard(int from, int count) {
        return Arrays.copyOfRange(sink.playedSamples(), from, from + count);
    }

    static short[] constant(int value, int count) {
        short[] samples = new short[count];
        Arrays.fill(samples, (short) value);
        return samples;
    }
}
