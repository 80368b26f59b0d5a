package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.gain.MasterControls;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the pause, gain and mute of a whole player, sample by sample. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlayerControlsTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final short LEVEL = 10_000;
    private static final int BUFFER_MILLIS = 100;

    private final PlaybackLoopRig rig = new PlaybackLoopRig(BUFFER_MILLIS);
    private final MasterControls controls = rig.player.controls();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void appliesGainToQueuedUtterances() throws Exception {
        controls.fadeTo(0.5, Duration.ZERO);
        rig.say(loud(at(200)));
        rig.say(loud(at(200)));
        rig.run(500);
        assertThat(heard(0, at(400))).containsOnly((short) 5_000);
    }

    @Test
    void multipliesGainsBeforeItClips() throws Exception {
        controls.fadeTo(0.5, Duration.ZERO);
        Utterance utterance = rig.say();
        utterance.gain(4);
        rig.nextStream().send(loud(at(200))).end();
        rig.run(300);
        assertThat(heard(0, at(200))).containsOnly((short) 20_000);
    }

    /** The fade starts behind the device buffer, at 150 ms, and ends at 350 ms. The second utterance starts at 250 ms. */
    @Test
    void continuesFadeInNextUtterance() throws Exception {
        rig.say(loud(at(250)));
        rig.say(loud(at(500)));
        rig.run(50);
        controls.fadeTo(0, Duration.ofMillis(200));
        rig.run(800);
        for (int millis : new int[] {100, 150, 200, 249, 251, 300, 350, 400}) {
            double expected = LEVEL * (1 - Math.max(0, Math.min(1, (millis - 150) / 200.0)));
            assertThat((double) rig.sink.playedSamples()[at(millis)])
                    .as("at %d ms", millis)
                    .isCloseTo(expected, within(30.0));
        }
    }

    @Test
    void continuesFadeFromLastPlayedSampleAfterPause() throws Exception {
        rig.say(loud(2 * RATE_HZ));
        rig.run(400);
        controls.fadeTo(0, Duration.ofMillis(200));
        rig.run(150);
        controls.pause(true);
        rig.run(50);
        int from = rig.sink.playedSamples().length;
        controls.pause(false);
        rig.run(1000);
        short[] heard = rig.sink.playedSamples();
        assertThat((int) heard[from + at(10)]).isBetween(6_500, 7_500);
        assertThat((int) heard[from + at(100)]).isBetween(2_000, 3_000);
        assertThat(heard[from + at(200)]).isZero();
    }

    @Test
    void changesGainImmediatelyWhileNothingPlays() throws Exception {
        rig.say(loud(at(100)));
        rig.run(200);
        controls.fadeTo(0.5, Duration.ofSeconds(5));
        int from = rig.sink.playedSamples().length;
        rig.say(loud(at(100)));
        rig.run(200);
        assertThat(heard(from, from + at(100))).containsOnly((short) 5_000);
    }

    @Test
    void playsInaudiblyWhileMuted() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(300);
        controls.mute(true);
        rig.run(200);
        controls.mute(false);
        rig.run(600);
        assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
        short[] heard = rig.sink.playedSamples();
        int muted = at(300 + BUFFER_MILLIS);
        assertThat(heard(0, muted)).containsOnly(LEVEL);
        assertThat((int) heard[muted + at(5)]).isBetween(4_900, 5_100);
        assertThat(heard(muted + at(10), at(500 + BUFFER_MILLIS))).containsOnly((short) 0);
        assertThat(heard(at(510 + BUFFER_MILLIS), RATE_HZ)).containsOnly(LEVEL);
    }

    @Test
    void startsSilentIfMutedBefore() throws Exception {
        controls.mute(true);
        rig.say(loud(at(100)));
        rig.run(200);
        assertThat(heard(0, at(100))).containsOnly((short) 0);
    }

    @Test
    void pausesAndResumesAtSamePosition() throws Exception {
        short[] ramp = TestAudio.ramp(at(500));
        Utterance playing = rig.say(ramp);
        Utterance buffered = rig.say(loud(at(100)));
        rig.run(420);
        controls.pause(true);
        rig.run(1000);
        assertThat(controls.isPaused()).isTrue();
        assertThat(playing.state()).isEqualTo(PlaybackState.PAUSED);
        assertThat(playing.positionAudioFrames()).isEqualTo(at(420));
        assertThat(heard(at(420) + at(Fade.MILLIS), rig.sink.playedSamples().length))
                .containsOnly((short) 0);
        int from = rig.sink.playedSamples().length;
        controls.pause(false);
        rig.run(400);
        assertThat(heard(from + at(Fade.MILLIS), from + at(80)))
                .isEqualTo(Arrays.copyOfRange(ramp, at(420 + Fade.MILLIS), ramp.length));
        assertThat(heard(from + at(80), from + at(180))).containsOnly(LEVEL);
        assertThat(buffered.join().audioFrames()).isEqualTo(at(100));
        assertThat(playing.underruns()).isZero();
    }

    @Test
    void startsNoUtteranceWhilePaused() throws Exception {
        controls.pause(true);
        Utterance waiting = rig.say(loud(at(100)));
        rig.run(500);
        assertThat(waiting.state()).isEqualTo(PlaybackState.QUEUED);
        assertThat(rig.sink.writtenAudioFrames()).isZero();
        Utterance urgent = rig.say(QueuePosition.NOW, RATE_HZ);
        rig.nextStream().send(loud(at(100))).end();
        rig.run(500);
        assertThat(waiting.join().stopped()).isTrue();
        assertThat(rig.sink.writtenAudioFrames()).isZero();
        controls.pause(false);
        rig.run(200);
        assertThat(urgent.join().audioFrames()).isEqualTo(at(100));
    }

    @Test
    void keepsOwnPauseWhenPlayerResumes() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(100);
        utterance.pause();
        controls.pause(true);
        rig.run(100);
        controls.pause(false);
        rig.run(100);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PAUSED);
        controls.pause(true);
        utterance.resume();
        rig.run(100);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PAUSED);
        controls.pause(false);
        rig.run(1000);
        assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
    }

    @Test
    void outlastsHold() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(100);
        utterance.hold(Duration.ofMillis(200));
        controls.pause(true);
        int steps = rig.stepsIn(500);
        assertThat(steps).isLessThan(30);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PAUSED);
        controls.pause(false);
        rig.run(50);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PLAYING);
    }

    @Test
    void stopsWhilePaused() throws Exception {
        Utterance playing = rig.say(loud(RATE_HZ));
        Utterance waiting = rig.say();
        rig.run(100);
        controls.pause(true);
        rig.run(100);
        rig.player.stop();
        rig.run(100);
        assertThat(playing.join().stopped()).isTrue();
        assertThat(waiting.join().stopped()).isTrue();
    }

    /** All of its audio has arrived, so that it could start immediately. */
    @Test
    void writesNothingOfUtterancePausedInTheQueue() throws Exception {
        Utterance utterance = rig.say();
        rig.nextStream().send(loud(at(200))).end();
        utterance.pause();
        rig.player.step();
        assertThat(utterance.state()).isEqualTo(PlaybackState.PAUSED);
        assertThat(rig.sink.writtenAudioFrames()).isZero();
    }

    @Test
    void drainsWhenEveryUtteranceSoFarHasEnded() throws Exception {
        assertThat(rig.player.drained()).isCompleted();
        rig.say(loud(at(100)));
        Utterance stopped = rig.say();
        CompletableFuture<Boolean> drained = rig.player.drained();
        rig.say(loud(RATE_HZ));
        stopped.stop();
        rig.run(90);
        assertThat(drained).isNotDone();
        rig.run(20);
        assertThat(drained.join()).isTrue();
        assertThat(rig.player.drained()).isNotDone();
    }

    private short[] heard(int from, int to) {
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
