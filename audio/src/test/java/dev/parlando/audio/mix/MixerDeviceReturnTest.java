package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.FakeSoundSystem;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.RecordingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a mixer returns to its device, like a player, in the silence before the next run of a lane. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MixerDeviceReturnTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final short[] BURST = new short[240];

    private final FakeSoundSystem system = new FakeSoundSystem("A", "B");

    private MixerState mixer(AudioSink sink) {
        return new MixerState(sink, MONO, new VoiceLimit(100, false), MixAhead.DEFAULT_MILLIS, 100);
    }

    private static MixerLane lane(MixerState mixer, String name) {
        return new MixerLane(mixer, name, null, closed -> {});
    }

    /** Lets the mixer play for some time, with a run of a lane that has samples or not. */
    private void pass(MixerState mixer, MixerLane lane, int millis, boolean sounding) {
        for (int i = 0; i < millis; i += 10) {
            if (sounding) {
                lane.write(BURST, 0, BURST.length);
            }
            mixer.step();
            system.pass(10);
        }
    }

    @Test
    void returnsToNamedDeviceAfterLoss() {
        LineSink sink = system.sink("B");
        MixerState mixer = mixer(sink);
        MixerLane lane = lane(mixer, "one");
        lane.open(MONO);
        pass(mixer, lane, 500, true);
        system.loseDevice("B");
        pass(mixer, lane, 4000, true);
        assertThat(sink.name()).contains("'A'");
        system.busy.clear();
        pass(mixer, lane, 2000, true);
        assertThat(sink.name()).as("while it plays").contains("'A'");
        pass(mixer, lane, 2000, false);
        lane.open(MONO);
        pass(mixer, lane, 50, false);
        assertThat(sink.name()).contains("'B'");
        pass(mixer, lane, 1000, true);
        assertThat(lane.positionAudioFrames()).isBetween(24L * 850, 24L * 1000);
    }

    @Test
    void followsDefaultDevice() {
        LineSink sink = system.sink(null);
        MixerState mixer = mixer(sink);
        MixerLane lane = lane(mixer, "one");
        lane.open(MONO);
        pass(mixer, lane, 500, true);
        system.makeDefault("B");
        pass(mixer, lane, 2000, false);
        assertThat(sink.name()).contains("'A'");
        lane.open(MONO);
        pass(mixer, lane, 50, false);
        assertThat(sink.name()).contains("'B'");
    }

    @Test
    void opensSinkAgainOnlyAfterSecondOfSilence() {
        RecordingSink device = RecordingSink.manual(100);
        UnreliableSink sink = new UnreliableSink(device);
        MixerRig rig = new MixerRig(device, sink, MixerRig.MONO, 100);
        MixerLane lane = rig.lane("one");
        rig.pass(5000);
        lane.write(BURST, 0, 100);
        rig.pass(900);
        MixerLane other = rig.lane("two");
        rig.pass(50);
        assertThat(sink.attempts()).isZero();
        other.write(BURST, 0, 100);
        rig.pass(5000);
        assertThat(sink.attempts()).isZero();
        other.open(MixerRig.MONO);
        rig.pass(50);
        assertThat(sink.attempts()).isEqualTo(1);
        assertThat(lane.positionAudioFrames()).isEqualTo(100);
    }

    @Test
    void continuesStoredAudio() {
        MixerState mixer = mixer(new NullSink());
        MixerLane lane = lane(mixer, "one");
        lane.open(MONO);
        assertThat(mixer.step()).isPositive();
        lane.open(MONO);
        lane.write(BURST, 0, BURST.length);
        mixer.step();
        assertThat(lane.positionAudioFrames()).isEqualTo(BURST.length);
    }
}
