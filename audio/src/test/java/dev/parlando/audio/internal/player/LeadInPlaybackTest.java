package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.sink.LatencySink;
import dev.parlando.audio.internal.sink.LeadInSink;
import dev.parlando.audio.playback.PlaybackState;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests a player that wakes its device with 300 ms of silence. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeadInPlaybackTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int LEAD_IN_MILLIS = 300;

    private final PlaybackLoopRig rig = new PlaybackLoopRig(100, sink -> new LeadInSink(sink, LEAD_IN_MILLIS));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void playsSilenceBeforeFirstUtteranceAndCountsItNot() throws Exception {
        short[] ramp = TestAudio.ramp(at(500));
        Utterance utterance = rig.say(ramp);
        rig.run(250);
        assertThat(utterance.positionAudioFrames()).isZero();
        rig.run(150);
        assertThat(utterance.positionAudioFrames()).isEqualTo(at(100));
        rig.run(410);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(utterance.underruns()).isZero();
        short[] heard = rig.sink.playedSamples();
        assertThat(Arrays.copyOf(heard, at(300))).containsOnly((short) 0);
        assertThat(Arrays.copyOfRange(heard, at(300), at(800))).isEqualTo(ramp);
    }

    /** The silence is written in pieces of half a buffer of 100 ms. */
    @Test
    void sleepsUntilDeviceHasRoomForMoreSilence() throws Exception {
        try (PlaybackLoopRig slow = new PlaybackLoopRig(100, sink -> new LeadInSink(sink, 1000))) {
            short[] ramp = TestAudio.ramp(at(300));
            slow.say(ramp);
            assertThat(slow.stepsIn(1000)).isLessThan(40);
            assertThat(slow.sink.gapAudioFrames()).isZero();
            slow.run(310);
            assertThat(Arrays.copyOfRange(slow.sink.playedSamples(), at(1000), at(1300)))
                    .isEqualTo(ramp);
        }
    }

    @Test
    void playsSilenceOnlyAfterIdleTime() throws Exception {
        short[] ramp = TestAudio.ramp(at(100));
        rig.say(ramp);
        rig.run(900); // Idle for half a second.
        assertStartsAfter(0, ramp);
        rig.run(1100);
        assertStartsAfter(LEAD_IN_MILLIS, ramp);
    }

    private void assertStartsAfter(int silenceMillis, short[] ramp) throws InterruptedException {
        int from = rig.sink.playedSamples().length;
        Utterance utterance = rig.say(ramp);
        rig.run(silenceMillis + 150);
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        int start = from + at(silenceMillis);
        short[] heard = rig.sink.playedSamples();
        assertThat(Arrays.copyOfRange(heard, from, start)).containsOnly(new short[silenceMillis > 0 ? 1 : 0]);
        assertThat(Arrays.copyOfRange(heard, start, start + ramp.length)).isEqualTo(ramp);
    }

    @Test
    void playsSilenceAfterLongPauseAndKeepsPosition() throws Exception {
        short[] ramp = TestAudio.ramp(at(500));
        Utterance utterance = rig.say(ramp);
        rig.run(500);
        utterance.pause();
        rig.run(5000);
        assertThat(utterance.positionAudioFrames()).isEqualTo(at(200));
        int from = rig.sink.playedSamples().length;
        utterance.resume();
        rig.run(350);
        assertThat(utterance.positionAudioFrames()).isEqualTo(at(250));
        rig.run(300);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(Arrays.copyOfRange(rig.sink.playedSamples(), from + at(305), from + at(600)))
                .isEqualTo(Arrays.copyOfRange(ramp, at(205), ramp.length));
    }

    /** The pause discards the last 50 ms of the silence, together with the samples behind it. */
    @Test
    void completesSilenceThatPauseHasCut() throws Exception {
        short[] ramp = TestAudio.ramp(at(200));
        Utterance utterance = rig.say(ramp);
        rig.run(250);
        assertThat(rig.sink.writtenAudioFrames()).isGreaterThan(at(300));
        utterance.pause();
        rig.run(10);
        utterance.resume();
        rig.run(260);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        short[] heard = rig.sink.playedSamples();
        assertThat(Arrays.copyOf(heard, at(310))).containsOnly((short) 0);
        assertThat(Arrays.copyOfRange(heard, at(310), at(510))).isEqualTo(ramp);
    }

    @Test
    void wakesDeviceThatReplacesLostOne() throws Exception {
        short[] ramp = TestAudio.ramp(at(500));
        Utterance utterance = rig.say(ramp);
        rig.run(500);
        int from = rig.sink.playedSamples().length;
        rig.sink.loseDevice();
        rig.run(250);
        assertThat(utterance.positionAudioFrames()).isEqualTo(at(200));
        rig.run(500);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        short[] heard = rig.sink.playedSamples();
        assertThat(Arrays.copyOfRange(heard, from, from + at(300))).containsOnly((short) 0);
    }

    @Test
    void addsToLatency() throws Exception {
        try (PlaybackLoopRig both =
                new PlaybackLoopRig(100, sink -> new LatencySink(new LeadInSink(sink, LEAD_IN_MILLIS), 200))) {
            short[] ramp = TestAudio.ramp(at(400));
            Utterance utterance = both.say(ramp);
            both.run(480);
            assertThat(utterance.positionAudioFrames()).isZero();
            both.run(120);
            assertThat(utterance.positionAudioFrames()).isBetween((long) at(80), (long) at(120));
            both.run(310);
            assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
            assertThat(Arrays.copyOfRange(both.sink.playedSamples(), at(300), at(700)))
                    .isEqualTo(ramp);
        }
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }
}
