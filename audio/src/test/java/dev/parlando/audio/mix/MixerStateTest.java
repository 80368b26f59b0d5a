package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.RecordingSink;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MixerStateTest {
    private static final short[] RAMP = TestAudio.ramp(1000);

    private final MixerRig rig = new MixerRig();

    @Test
    void playsSingleLaneBitExactlyFromStart() {
        rig.play(rig.lane("one"), RAMP, 0);
        assertThat(rig.heard(0, 1000)).isEqualTo(RAMP);
        assertThat(rig.heard(1000, 50)).isEqualTo(new short[50]);
    }

    @Test
    void addsConcurrentLanesExactly() {
        MixerLane one = rig.lane("one");
        MixerLane two = rig.lane("two");
        one.write(MixerRig.constant(300, 60), 0, 60);
        two.write(RAMP, 0, 35);
        rig.desk.step();
        rig.pass(80);
        for (int i = 0; i < 60; i++) {
            assertThat(rig.heard(0, 60)[i]).isEqualTo((short) (300 + (i < 35 ? RAMP[i] : 0)));
        }
    }

    @Test
    void limitsSumOfLoudLanes() {
        for (int i = 0; i < 3; i++) {
            MixerLane lane = rig.lane("loud " + i);
            lane.write(MixerRig.constant(20_000, 5), 0, 5);
            lane.write(MixerRig.constant(-20_000, 5), 0, 5);
        }
        rig.desk.step();
        rig.pass(20);
        assertThat(rig.heard(0, 5)).containsOnly(Short.MAX_VALUE);
        assertThat(rig.heard(5, 5)).containsOnly(-Short.MAX_VALUE);
    }

    @Test
    void mixesAtMostFortyMillisecondsAhead() {
        MixerLane lane = rig.lane("one");
        assertThat(lane.bufferAudioFrames()).isEqualTo(100);
        assertThat(lane.write(RAMP, 0, 1000)).isEqualTo(100);
        rig.desk.step();
        assertThat(rig.sink.writtenAudioFrames()).isEqualTo(40);
        assertThat(lane.write(RAMP, 100, 900))
                .as("what is mixed is not heard yet")
                .isZero();
        rig.pass(9);
        assertThat(lane.write(RAMP, 100, 900)).isEqualTo(9);
        assertThat(rig.sink.writtenAudioFrames()).isEqualTo(40);
        rig.pass(1);
        assertThat(rig.sink.writtenAudioFrames()).isEqualTo(50);
    }

    @Test
    void startsJoiningLaneAfterMixedAudioWithExactPosition() {
        MixerLane first = rig.lane("first");
        MixerLane second = rig.lane("second");
        first.write(MixerRig.constant(100, 60), 0, 60);
        rig.desk.step();
        first.write(MixerRig.constant(100, 40), 0, 40);
        second.write(MixerRig.constant(7, 25), 0, 25);
        for (int millis = 1; millis <= 100; millis++) {
            rig.pass(1);
            assertThat(first.positionAudioFrames()).isEqualTo(millis);
            assertThat(second.positionAudioFrames()).isEqualTo(Math.max(0, Math.min(25, millis - 40)));
        }
        assertThat(rig.heard(0, 40)).containsOnly(100);
        assertThat(rig.heard(40, 25)).containsOnly(107);
        assertThat(rig.heard(65, 35)).containsOnly(100);
    }

    /**
     * Samples that arrive in small pieces and just in time join without a gap, while other lanes are mixed further
     * ahead.
     */
    @Test
    void waitsForLaneWithPartialBlock() {
        MixerLane full = rig.lane("full");
        MixerLane scant = rig.lane("scant");
        full.write(MixerRig.constant(1000, 60), 0, 60);
        rig.desk.step();
        for (int at = 0; at < 300; at += 5) {
            full.write(MixerRig.constant(1000, 60), 0, 60);
            scant.write(MixerRig.constant(1, 5), 0, 5);
            rig.pass(5);
        }
        assertThat(rig.heard(0, 40)).containsOnly(1000);
        assertThat(rig.heard(40, 240)).containsOnly(1001);
        assertThat(rig.sink.gapAudioFrames()).isZero();
    }

    @Test
    void wakesWriterWhenRoomIsAvailable() {
        MixerLane lane = rig.lane("one");
        lane.write(RAMP, 0, 200);
        rig.desk.step();
        rig.pass(25);
        LockSupport.park(this);
        assertThat(lane.write(RAMP, 100, 200)).isEqualTo(25);
    }

    @Test
    void mixesOtherLanesWhileOneRunsDry() {
        MixerLane full = rig.lane("full");
        MixerLane dry = rig.lane("dry");
        dry.write(MixerRig.constant(1, 15), 0, 15);
        for (int i = 0; i < 20; i++) {
            full.write(MixerRig.constant(1000, 60), 0, 60);
            rig.desk.step();
            rig.pass(10);
        }
        assertThat(rig.heard(0, 15)).containsOnly(1001);
        assertThat(rig.heard(15, 185)).containsOnly(1000);
        assertThat(dry.positionAudioFrames()).isEqualTo(15);
        assertThat(rig.sink.gapAudioFrames()).isZero();
    }

    @Test
    void discardsSingleLaneImmediatelyAndPlaysNextSamples() {
        MixerLane lane = rig.lane("one");
        MixerLane other = rig.lane("other");
        lane.write(RAMP, 0, 60);
        rig.desk.step();
        rig.pass(23);
        lane.discard();
        assertThat(lane.positionAudioFrames()).isEqualTo(23);
        lane.write(RAMP, 500, 5);
        rig.desk.step();
        rig.pass(10);
        assertThat(rig.heard(0, 23)).isEqualTo(Arrays.copyOf(RAMP, 23));
        assertThat(rig.heard(23, 5)).isEqualTo(Arrays.copyOfRange(RAMP, 500, 505));
        assertThat(rig.heard(28, 5)).containsOnly(0);
        assertThat(lane.positionAudioFrames()).isEqualTo(28);
        assertThat(other.positionAudioFrames()).isZero();
    }

    @Test
    void playsMixedSamplesOfDiscardedLaneAmongOthers() {
        MixerLane stopped = rig.lane("stopped");
        MixerLane other = rig.lane("other");
        other.write(MixerRig.constant(1000, 60), 0, 60);
        stopped.write(MixerRig.constant(1, 60), 0, 60);
        rig.desk.step();
        rig.pass(23);
        stopped.discard();
        long position = stopped.positionAudioFrames();
        assertThat(position).isBetween(24L, 23L + 40L);
        stopped.write(MixerRig.constant(2, 5), 0, 5);
        for (int i = 0; i < 10; i++) {
            other.write(MixerRig.constant(1000, 60), 0, 60);
            rig.pass(10);
        }
        int tail = (int) position;
        assertThat(rig.heard(0, tail)).containsOnly(1001);
        assertThat(rig.heard(tail, 5)).containsOnly(1002);
        assertThat(rig.heard(tail + 5, 50)).containsOnly(1000);
        assertThat(stopped.positionAudioFrames()).isEqualTo(position + 5);
        assertThat(rig.sink.gapAudioFrames()).isZero();
    }

    @Test
    void discardsAudioOfClosedLane() {
        MixerLane one = rig.lane("one");
        one.write(RAMP, 0, 60);
        rig.desk.step();
        rig.pass(10);
        one.close();
        one.close();
        rig.pass(10);
        assertThat(rig.heard(10, 10)).containsOnly(0);
        assertThat(one.positionAudioFrames()).isEqualTo(10);
    }

    @Test
    void startsRunAtZeroAndDiscardsPreviousRun() {
        MixerLane lane = rig.lane("one");
        lane.write(RAMP, 0, 60);
        rig.desk.step();
        rig.pass(10);
        assertThat(lane.open(MixerRig.MONO)).isEqualTo(MixerRig.MONO);
        assertThat(lane.positionAudioFrames()).isZero();
        lane.write(RAMP, 700, 20);
        rig.desk.step();
        rig.pass(20);
        assertThat(rig.heard(10, 20)).isEqualTo(Arrays.copyOfRange(RAMP, 700, 720));
        assertThat(lane.positionAudioFrames()).isEqualTo(20);
    }

    @Test
    void blocksLaneBeyondMaxSoundingUntilAnotherEnds() {
        MixerRig two = new MixerRig(2);
        MixerLane first = two.lane("first");
        MixerLane second = two.lane("second");
        MixerLane third = two.lane("third");
        assertThat(first.write(RAMP, 0, 20)).isEqualTo(20);
        assertThat(second.write(RAMP, 0, 40)).isEqualTo(40);
        assertThat(third.write(RAMP, 0, 40)).isZero();
        two.desk.step();
        assertThat(first.write(RAMP, 20, 10)).as("it sounds already").isEqualTo(10);
        two.pass(29);
        assertThat(third.write(RAMP, 0, 40)).isZero();
        two.pass(1);
        assertThat(third.write(RAMP, 0, 40)).isEqualTo(40);
        assertThat(first.write(RAMP, 0, 40)).isZero();
    }

    @Test
    void increasesMixAheadAfterUnderrun() {
        MixerLane lane = rig.lane("one");
        lane.write(RAMP, 0, 60);
        rig.desk.step();
        lane.write(RAMP, 60, 40);
        assertThat(rig.desk.underruns()).isZero();
        rig.sink.advance(45);
        rig.desk.step();
        assertThat(rig.desk.underruns()).isEqualTo(1);
        assertThat(rig.sink.writtenAudioFrames()).isEqualTo(90);
        assertThat(lane.positionAudioFrames()).isEqualTo(40);
    }

    @Test
    void countsNoUnderrunOnDiscard() {
        MixerLane one = rig.lane("one");
        one.write(RAMP, 0, 60);
        rig.desk.step();
        rig.lane("next").write(RAMP, 0, 60);
        one.discard();
        rig.desk.step();
        assertThat(rig.desk.underruns()).isZero();
    }

    @Test
    void countsNoUnderrunForLateLane() {
        MixerLane lane = rig.lane("one");
        lane.write(RAMP, 0, 40);
        rig.desk.step();
        rig.pass(60);
        lane.write(RAMP, 40, 40);
        rig.desk.step();
        assertThat(rig.desk.underruns()).isZero();
        assertThat(rig.sink.gapAudioFrames()).isEqualTo(20);
    }

    @Test
    void mixesConfiguredDurationAhead() {
        RecordingSink deep = RecordingSink.manual(500);
        MixerState desk = new MixerState(deep, MixerRig.MONO, new VoiceLimit(1, false), 300, 400);
        MixerLane lane = new MixerLane(desk, "one", null, closed -> {});
        lane.open(MixerRig.MONO);
        assertThat(lane.write(RAMP, 0, 1000)).isEqualTo(400);
        desk.step();
        assertThat(deep.writtenAudioFrames()).isEqualTo(300);
    }

    @Test
    void playsThroughBufferShorterThanMixAhead() {
        MixerRig shallow = new MixerRig(RecordingSink.manual(15), MixerRig.MONO, 100);
        MixerLane lane = shallow.lane("one");
        shallow.play(lane, RAMP, 0);
        assertThat(shallow.heard(0, 1000)).isEqualTo(RAMP);
    }

    @Test
    void keepsStereoChannelsTogether() {
        PcmFormat stereo = new PcmFormat(1000, 2);
        MixerRig wide = new MixerRig(RecordingSink.manual(100), stereo, 100);
        MixerLane one = wide.lane("one");
        one.write(RAMP, 10, 50);
        wide.lane("two").write(MixerRig.constant(3, 40), 0, 20);
        wide.desk.step();
        wide.pass(60);
        for (int i = 0; i < 100; i++) {
            assertThat(wide.sink.playedSamples()[i]).isEqualTo((short) (RAMP[20 + i] + (i < 40 ? 3 : 0)));
        }
        assertThat(one.positionAudioFrames()).isEqualTo(50);
    }

    @Test
    void mixesImmediatelyIntoSinkWithoutClock() {
        MixerState desk = new MixerState(new NullSink(), MixerRig.MONO, new VoiceLimit(1, false), 40, 100);
        MixerLane lane = new MixerLane(desk, "one", null, closed -> {});
        lane.open(MixerRig.MONO);
        for (int i = 0; i < 10; i++) {
            assertThat(lane.write(RAMP, 0, 60)).isEqualTo(60);
            desk.step();
        }
        assertThat(lane.positionAudioFrames()).isEqualTo(600);
        assertThat(desk.underruns()).isZero();
    }
}
