package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the exact gain of every sample during fades and ducking. */
class GainAndDuckingTest {
    private static final int LEVEL = 10_000;
    private static final PcmFormat STEREO = new PcmFormat(1000, 2);

    private final MixerRig rig = new MixerRig();

    private void keepPlaying(MixerLane lane, int millis) {
        for (int i = 0; i < millis; i++) {
            lane.write(MixerRig.constant(LEVEL, 60), 0, 60);
            rig.desk.step();
            rig.pass(1);
        }
    }

    @Test
    void fadesLinearlyFromEndOfMixedAudio() {
        MixerLane lane = rig.lane("one");
        keepPlaying(lane, 5);
        lane.fadeTo(0.5, Duration.ofMillis(20));
        keepPlaying(lane, 100);
        short[] heard = rig.heard(0, 90);
        for (int i = 0; i < 90; i++) {
            int into = Math.max(0, Math.min(20, i - 39));
            assertThat(heard[i]).as("sample %d", i).isEqualTo((short) (LEVEL - into * LEVEL / 40));
        }
        assertThat(lane.gain()).isEqualTo(0.5);
    }

    @Test
    void appliesGainImmediatelyWhileSilentAndKeepsItAcrossRuns() {
        MixerLane lane = rig.lane("one");
        lane.gain(2);
        keepPlaying(lane, 10);
        lane.open(MixerRig.MONO);
        keepPlaying(lane, 10);
        assertThat(rig.heard(0, 20)).containsOnly(2 * LEVEL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 4.1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsGainOutOfRange(double gain) {
        MixerLane lane = rig.lane("one");
        assertThatThrownBy(() -> lane.gain(gain))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("gain");
        assertThatThrownBy(() -> lane.fadeTo(1, Duration.ofMillis(-1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("time");
    }

    /**
     * A reduction by 20 dB divides the level by ten. It falls within 30 ms from the first sample of the announcement
     * and recovers within 50 ms after its last sample.
     */
    @Test
    void ducksOnlyOtherLanesWithSampleAccuracy() {
        MixerLane speech = rig.lane("speech");
        MixerLane radio = rig.lane(
                "radio", Ducking.of(-20).withAttack(Duration.ofMillis(30)).withRelease(Duration.ofMillis(50)));
        keepPlaying(speech, 5);
        radio.write(MixerRig.constant(1, 60), 0, 60);
        keepPlaying(speech, 200);
        short[] heard = rig.heard(0, 190);
        for (int i = 0; i < 190; i++) {
            assertThat(heard[i]).as("sample %d", i).isEqualTo((short)
                    (Math.round(LEVEL * duckedAt(i - 40)) + said(i - 40)));
        }
    }

    private static double duckedAt(int millis) {
        double down = Math.max(0, Math.min(30, millis + 1)) / 30.0;
        double back = Math.max(0, Math.min(50, millis - 60 + 1)) / 50.0;
        return 1 - 0.9 * (down - back);
    }

    private static int said(int millis) {
        return millis >= 0 && millis < 60 ? 1 : 0;
    }

    @Test
    void appliesStrongestOfSeveralDuckings() {
        MixerLane speech = rig.lane("speech");
        Ducking weak = immediate(-6);
        Ducking strong = immediate(-20);
        MixerLane one = rig.lane("one", weak);
        MixerLane two = rig.lane("two", strong);
        one.write(new short[60], 0, 60);
        two.write(new short[20], 0, 20);
        keepPlaying(speech, 100);
        assertThat(rig.heard(0, 20)).containsOnly(LEVEL / 10);
        assertThat(rig.heard(20, 40)).containsOnly((int) Math.round(LEVEL * weak.gain()));
        assertThat(rig.heard(60, 30)).containsOnly(LEVEL);
    }

    /** A product of both gains that fits into 16 bits is exact, although the lane alone would not fit. */
    @Test
    void multipliesOnceByAllGains() {
        MixerLane loud = rig.lane("loud");
        loud.gain(4);
        rig.lane("radio", immediate(-12)).write(new short[60], 0, 60);
        keepPlaying(loud, 30);
        assertThat(rig.heard(0, 30)).containsOnly(10_048);
    }

    /** At 1000 Hz, the move of 10 ms takes ten audio frames from the end of the mixed audio. */
    @Test
    void movesLaneBetweenChannelsWithoutJump() {
        MixerRig wide = new MixerRig(RecordingSink.manual(100), STEREO, 100);
        MixerLane lane = wide.lane("one");
        lane.pan(0.5);
        lane.write(MixerRig.constant(LEVEL, 200), 0, 100);
        wide.desk.step();
        lane.pan(-1);
        wide.pass(100);
        assertThat(lane.pan()).isEqualTo(-1);
        short[] heard = wide.heard(0, 200);
        for (int i = 0; i < 100; i++) {
            double moved = Math.max(0, Math.min(10, i - 39)) / 10.0;
            assertThat(heard[2 * i]).as("left %d", i).isEqualTo((short) Math.round(LEVEL * (0.5 + 0.5 * moved)));
            assertThat(heard[2 * i + 1]).as("right %d", i).isEqualTo((short) Math.round(LEVEL * (1 - moved)));
        }
    }

    @Test
    void rejectsPanOutOfRangeOrWithOneChannel() {
        MixerLane wide = new MixerRig(RecordingSink.manual(100), STEREO, 100).lane("wide");
        assertRefused("pan", () -> wide.pan(1.1));
        assertRefused("pan", () -> wide.pan(Double.NaN));
        MixerLane mono = rig.lane("mono");
        assertRefused("pan", () -> mono.pan(0.5));
    }

    @Test
    void ducksTwoDuckingLanesMutually() {
        Ducking ducking = immediate(-20);
        MixerLane one = rig.lane("one", ducking);
        rig.lane("two", ducking).write(new short[60], 0, 60);
        keepPlaying(one, 30);
        assertThat(rig.heard(0, 30)).containsOnly(LEVEL / 10);
    }

    @Test
    void rejectsDuckingOutOfRange() {
        assertRefused("decibels", () -> Ducking.of(1));
        assertRefused("decibels", () -> Ducking.of(-61));
        assertRefused("decibels", () -> Ducking.of(-6).withDecibels(Double.NaN));
        assertRefused("attack", () -> Ducking.of(-6).withAttack(Duration.ofMillis(-1)));
        assertRefused("attack", () -> Ducking.of(-6).withAttack(Duration.ofSeconds(6)));
        assertRefused("release", () -> Ducking.of(-6).withRelease(Duration.ofSeconds(11)));
        assertThat(Ducking.of(-12).gain()).isBetween(0.25, 0.252);
    }

    @Test
    void changesOneValueOfDuckingAndKeepsTheOthers() {
        Ducking ducking = Ducking.of(-20).withAttack(Duration.ofMillis(30)).withRelease(Duration.ofMillis(50));
        assertThat(ducking.withDecibels(-6))
                .isNotEqualTo(ducking)
                .isEqualTo(Ducking.of(-6).withRelease(Duration.ofMillis(50)).withAttack(Duration.ofMillis(30)))
                .hasSameHashCodeAs(ducking.withDecibels(-6))
                .hasToString("Ducking[decibels=-6.0, attack=PT0.03S, release=PT0.05S]");
        assertThat(ducking.withAttack(Duration.ZERO)).isNotEqualTo(ducking);
        assertThat(ducking.withRelease(Duration.ZERO)).isNotEqualTo(ducking);
    }

    private static Ducking immediate(double decibels) {
        return Ducking.of(decibels).withAttack(Duration.ZERO).withRelease(Duration.ZERO);
    }

    private static void assertRefused(String option, ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(InvalidRequestException.class).hasMessageContaining(option);
    }
}
