package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.VirtualClockSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Is a desk whose time and steps the test makes: one audio frame is a millisecond, a block is ten. */
final class MixerRig {
    static final PcmFormat MONO = new PcmFormat(1000, 1);
    static final int LANE_BUFFER = 100;

    final VirtualClockSink sink;
    final MixerState desk;

    MixerRig() {
        this(VirtualClockSink.manual(100), MONO, 100);
    }

    MixerRig(int maxSounding) {
        this(VirtualClockSink.manual(100), MONO, maxSounding);
    }

    MixerRig(VirtualClockSink sink, PcmFormat format, int maxSounding) {
        this(sink, sink, format, maxSounding);
    }

    /** Makes a desk on a sink that plays on the virtual one. */
    MixerRig(VirtualClockSink sink, AudioSink onTop, PcmFormat format, int maxSounding) {
        this.sink = sink;
        desk = new MixerState(onTop, format, maxSounding, MixAhead.DEFAULT_MILLIS, LANE_BUFFER);
    }

    MixerLane lane(String name) {
        return lane(name, null);
    }

    MixerLane lane(String name, @Nullable Ducking ducking) {
        MixerLane lane = new MixerLane(desk, name, ducking, closed -> {});
        lane.open(new PcmFormat(8000, 1));
        return lane;
    }

    /** Lets time pass, with a step after each millisecond. */
    void pass(int millis) {
        for (int i = 0; i < millis; i++) {
            sink.advance(1);
            desk.step();
        }
    }

    /** Writes all of the samples while time passes, and lets that much more time pass than they need. */
    void play(MixerLane lane, short[] samples, int moreMillis) {
        for (int at = 0; at < samples.length; ) {
            at += lane.write(samples, at, samples.length - at);
            desk.step();
            pass(1);
        }
        pass(LANE_BUFFER + moreMillis);
    }

    /** Returns what was heard from that millisecond on, for so long. */
    short[] heard(int from, int count) {
        return Arrays.copyOfRange(sink.playedSamples(), from, from + count);
    }

    static short[] constant(int value, int count) {
        short[] samples = new short[count];
        Arrays.fill(samples, (short) value);
        return samples;
    }
}
