package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MixerDeviceLossTest {
    private static final short[] RAMP = TestAudio.ramp(1000);

    private final RecordingSink device = RecordingSink.manual(100);
    private final UnreliableSink sink = new UnreliableSink(device);
    private final MixerRig rig = new MixerRig(device, sink, MixerRig.MONO, 100);

    private MixerLane playing() {
        MixerLane lane = rig.lane("one");
        lane.write(RAMP, 0, 60);
        rig.desk.step();
        rig.pass(23);
        return lane;
    }

    /** The device is lost for 10 ms, which are played as zeros. Its unplayed samples are written again. */
    @Test
    void reopensDeviceWithoutLosingSamples() {
        MixerLane lane = playing();
        device.loseDevice();
        rig.pass(20);
        for (int at = 60; at < 400; ) {
            at += lane.write(RAMP, at, 400 - at);
            rig.pass(1);
        }
        rig.pass(150);
        short[] heard = rig.sink.playedSamples();
        int gap = 23;
        while (heard[gap] == 0) {
            gap++;
        }
        assertThat(gap - 23).as("until the next write finds it gone").isBetween(1, 10);
        assertThat(Arrays.copyOf(heard, 23)).isEqualTo(Arrays.copyOf(RAMP, 23));
        assertThat(Arrays.copyOfRange(heard, gap, gap + 377)).isEqualTo(Arrays.copyOfRange(RAMP, 23, 400));
        assertThat(lane.positionAudioFrames()).isEqualTo(400);
        assertThat(rig.desk.underruns()).isZero();
    }

    @Test
    void retriesOpeningTenTimesPerSecond() {
        MixerLane lane = playing();
        sink.refuse(3);
        device.loseDevice();
        rig.pass(350);
        assertThat(sink.attempts()).isEqualTo(4);
        assertThat(lane.write(RAMP, 60, 1)).isEqualTo(1);
        assertThat(lane.positionAudioFrames()).isGreaterThan(23);
    }

    @Test
    void appliesDiscardMadeWhileDeviceIsLost() {
        MixerLane lane = playing();
        sink.refuse(1);
        device.loseDevice();
        rig.pass(20);
        lane.discard();
        assertThat(lane.positionAudioFrames()).isEqualTo(23);
        lane.write(MixerRig.constant(9, 10), 0, 10);
        rig.pass(150);
        short[] after = rig.heard(23, 150);
        assertThat(after).containsOnly(0, 9).contains(9);
        assertThat(lane.positionAudioFrames()).isEqualTo(33);
    }

    @Test
    void reopensDeviceLostDuringDiscard() {
        MixerLane lane = playing();
        sink.refuse(60);
        sink.loseOnDiscard();
        lane.discard();
        assertThat(lane.positionAudioFrames()).isEqualTo(23);
        rig.pass(4900);
        assertThat(lane.write(RAMP, 500, 10)).as("nobody gave up").isEqualTo(10);
        sink.refuse(0);
        rig.pass(150);
        assertThat(rig.heard(23 + 4900, 150)).containsSequence(Arrays.copyOfRange(RAMP, 500, 510));
        assertThat(lane.positionAudioFrames()).isEqualTo(33);
    }

    @Test
    void failsLanesAfterFiveSecondsAndReopensLater() {
        MixerLane lane = playing();
        sink.refuse(60);
        device.loseDevice();
        rig.pass(4900);
        assertThat(lane.write(RAMP, 60, 1)).isEqualTo(1);
        rig.pass(300);
        assertThatThrownBy(() -> lane.write(RAMP, 60, 1))
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining("no such device");
        assertThatThrownBy(lane::discard).isInstanceOf(PlaybackException.class);
        assertThatThrownBy(() -> lane.open(MixerRig.MONO)).isInstanceOf(PlaybackException.class);
        assertThat(lane.positionAudioFrames()).isEqualTo(23);
        rig.pass(20_000);
        lane.open(MixerRig.MONO);
        int before = device.playedSamples().length;
        rig.play(lane, RAMP, 0);
        assertThat(rig.heard(before, 1100)).containsSequence(RAMP);
    }

    @Test
    void failsLanesRetryablyIfDeviceFormatChanged() {
        MixerLane lane = playing();
        PcmFormat other = new PcmFormat(2000, 2);
        sink.insistOn(other);
        device.loseDevice();
        rig.pass(50);
        assertThatThrownBy(() -> lane.write(RAMP, 60, 1))
                .isInstanceOfSatisfying(
                        PlaybackException.class, e -> assertThat(e.retryable()).isTrue());
        assertThat(lane.positionAudioFrames()).isEqualTo(23);
        assertThat(lane.open(MixerRig.MONO)).isEqualTo(other);
        assertThat(lane.write(RAMP, 0, 500)).isEqualTo(200);
    }

    @Test
    void failsAllLanesPermanentlyOnNonRetryableError() {
        MixerLane lane = playing();
        sink.breakWith(new PlaybackException("disk full", null));
        rig.pass(50);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> lane.write(RAMP, 0, 1)).hasMessageContaining("disk full");
            assertThatThrownBy(() -> lane.open(MixerRig.MONO)).hasMessageContaining("disk full");
            rig.pass(10_000);
        }
        assertThat(sink.attempts()).isZero();
    }
}
