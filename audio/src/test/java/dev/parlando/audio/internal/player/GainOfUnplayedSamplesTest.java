package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.playback.PlaybackState;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a gain applies to all samples that are written later, including those that the sink did not play. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GainOfUnplayedSamplesTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final short LEVEL = 10_000;

    @ParameterizedTest
    @CsvSource({"100, PAUSED", "100, HELD", "500, PAUSED", "500, HELD"})
    void appliesToReclaimedSamplesAfterSuspension(int bufferMillis, PlaybackState state) throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(bufferMillis)) {
            Utterance utterance = rig.say(loud(2 * RATE_HZ));
            rig.run(700);
            if (state == PlaybackState.PAUSED) {
                utterance.pause();
            } else {
                utterance.hold();
            }
            rig.run(100);
            utterance.gain(0);
            rig.run(20);
            assertThat(utterance.state()).isEqualTo(state);
            int from = rig.sink.playedSamples().length;
            utterance.resume();
            rig.run(2000);
            assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
            assertThat(levels(rig, from, rig.sink.playedSamples().length)).containsOnly((short) 0);
        }
    }

    @Test
    void appliesBeforeFirstSample() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance utterance = rig.say();
            utterance.gain(0.5);
            rig.nextStream().send(loud(RATE_HZ)).end();
            rig.run(1000);
            assertThat(levels(rig, 0, RATE_HZ)).containsOnly((short) 5_000);
        }
    }

    @Test
    void appliesToUtteranceRewrittenAfterStopOfPlayingOne() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance playing = rig.say(loud(at(300)));
            Utterance waiting = rig.say(loud(at(500)));
            rig.run(250);
            waiting.gain(0.5);
            rig.run(10);
            playing.stop();
            rig.run(600);
            int from = at(260 + Fade.MILLIS);
            assertThat(levels(rig, from, from + at(500))).containsOnly((short) 5_000);
        }
    }

    @Test
    void appliesToSamplesLostWithDevice() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance utterance = rig.say(loud(RATE_HZ));
            rig.run(400);
            utterance.gain(0);
            rig.settle();
            int from = rig.sink.playedSamples().length;
            rig.sink.loseDevice();
            rig.run(1000);
            assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
            assertThat(levels(rig, from, rig.sink.playedSamples().length)).containsOnly((short) 0);
        }
    }

    /** Half of the fade was written, but not heard, when the utterance is paused. */
    @Test
    void continuesFadeFromLastPlayedSample() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance utterance = rig.say(loud(2 * RATE_HZ));
            rig.run(400);
            utterance.fadeTo(0, Duration.ofMillis(200));
            rig.run(100);
            utterance.pause();
            rig.run(50);
            int from = rig.sink.playedSamples().length;
            utterance.resume();
            rig.run(1000);
            short[] heard = rig.sink.playedSamples();
            assertThat(heard[from + at(10)]).isBetween((short) 9_000, LEVEL);
            assertThat(heard[from + at(100)]).isBetween((short) 4_500, (short) 6_500);
            assertThat(heard[from + at(250)]).isZero();
        }
    }

    private static short[] levels(PlaybackLoopRig rig, int from, int to) {
        return Arrays.copyOfRange(rig.sink.playedSamples(), from, to);
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, LEVEL);
        return loud;
    }
}
