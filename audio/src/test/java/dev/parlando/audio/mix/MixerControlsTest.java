package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.internal.sink.LeadInSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of the pause, gain and mute of a whole mixer, sample by sample. A sample is a millisecond. */
class MixerControlsTest {
    private static final int LEVEL = 10_000;
    /** The length of the mixed audio that is played before a change takes effect. */
    private static final int AHEAD = 40;

    private final MixerRig rig = new MixerRig();

    private void keepPlaying(MixerLane lane, int millis) {
        for (int i = 0; i < millis; i++) {
            lane.write(MixerRig.constant(LEVEL, 60), 0, 60);
            rig.desk.step();
            rig.pass(1);
        }
    }

    @Test
    void fadesAllLanesLinearly() {
        MixerLane lane = rig.lane("one");
        keepPlaying(lane, 5);
        rig.desk.controls().fadeTo(0.5, Duration.ofMillis(20));
        keepPlaying(lane, 100);
        short[] heard = rig.heard(0, 90);
        for (int i = 0; i < 90; i++) {
            int into = Math.max(0, Math.min(20, i - AHEAD + 1));
            assertThat(heard[i]).as("sample %d", i).isEqualTo((short) (LEVEL - into * LEVEL / 40));
        }
    }

    @Test
    void appliesGainBeforeLimiterAndImmediatelyWhileSilent() {
        MixerLane lane = rig.lane("one");
        lane.gain(4);
        rig.desk.controls().fadeTo(0.5, Duration.ofSeconds(1));
        keepPlaying(lane, 20);
        assertThat(rig.heard(0, 20)).containsOnly(2 * LEVEL);
    }

    @Test
    void mutesWithoutStoppingLanes() {
        MixerLane lane = rig.lane("one");
        keepPlaying(lane, 5);
        rig.desk.controls().mute(true);
        keepPlaying(lane, 95);
        assertThat(rig.heard(AHEAD + 10, 50)).containsOnly(0);
        assertThat(lane.positionAudioFrames()).isEqualTo(100);
        rig.desk.controls().mute(false);
        keepPlaying(lane, 100);
        assertThat(rig.heard(160, 30)).containsOnly(LEVEL);
    }

    @Test
    void pausesAllLanesAndResumesBehindFade() {
        MixerLane lane = rig.lane("one");
        keepPlaying(lane, 5);
        rig.desk.controls().pause(true);
        keepPlaying(lane, 295);
        int faded = AHEAD + 10;
        assertThat(lane.positionAudioFrames()).isEqualTo(faded);
        short[] heard = rig.heard(0, 300);
        for (int i = 0; i < 300; i++) {
            int into = Math.max(0, Math.min(10, i - AHEAD + 1));
            assertThat(heard[i]).as("sample %d", i).isEqualTo((short) (LEVEL - into * LEVEL / 10));
        }
        rig.desk.controls().pause(false);
        keepPlaying(lane, 100);
        assertThat(lane.positionAudioFrames()).isEqualTo(faded + 100);
        assertThat(rig.heard(300, 10)).isSorted().startsWith((short) (LEVEL / 10));
        assertThat(rig.heard(310, 80)).containsOnly(LEVEL);
        assertThat(rig.desk.underruns()).isZero();
    }

    @Test
    void mixesNothingIfPausedBefore() {
        MixerLane lane = rig.lane("one");
        rig.desk.controls().pause(true);
        keepPlaying(lane, 100);
        assertThat(lane.positionAudioFrames()).isZero();
        assertThat(rig.desk.step()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        rig.desk.controls().pause(false);
        keepPlaying(lane, 60);
        assertThat(lane.positionAudioFrames()).isEqualTo(60);
    }

    /** The first sample is 30 ms late, and the position of the lane does not count that. */
    @Test
    void wakesDeviceWithSilence() {
        RecordingSink sink = RecordingSink.manual(20);
        MixerRig sleepy = new MixerRig(sink, new LeadInSink(sink, 30), MixerRig.MONO, 100);
        MixerLane lane = sleepy.lane("one");
        for (int i = 0; i < 60; i++) {
            lane.write(MixerRig.constant(LEVEL, 60), 0, 60);
            sleepy.desk.step();
            sleepy.pass(1);
        }
        assertThat(sleepy.heard(0, 30)).containsOnly(0);
        assertThat(sleepy.heard(30, 30)).containsOnly(LEVEL);
        assertThat(lane.positionAudioFrames()).isEqualTo(30);
        assertThat(sleepy.desk.underruns()).isZero();
    }

    @Test
    void reportsControlsAndRefusesGainOutOfRange() {
        try (Mixer mixer = Mixer.builder().sink(RecordingSink.selfRunning(100)).build()) {
            mixer.gain(0.25);
            mixer.mute();
            mixer.pause();
            assertThat(mixer.gain()).isEqualTo(0.25);
            assertThat(mixer.isMuted()).isTrue();
            assertThat(mixer.isPaused()).isTrue();
            mixer.unmute();
            mixer.resume();
            assertThat(mixer.isMuted()).isFalse();
            assertThat(mixer.isPaused()).isFalse();
            assertThatThrownBy(() -> mixer.gain(Double.NaN))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("gain");
        }
    }
}
