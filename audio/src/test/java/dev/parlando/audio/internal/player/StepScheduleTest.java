package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.SinkView;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.TimedText;
import dev.parlando.audio.playback.PlaybackState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that the playback loop sleeps until something can change, by the number of its steps. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepScheduleTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int SECOND_MILLIS = 1000;
    /** The steps of an idle run: the first one, one that sleeps, and the last one. */
    private static final int IDLE_STEPS = 3;
    /** One step per burst of 20 ms. */
    private static final int STEPS_PER_SECOND = 50;

    @Test
    void stepsOncePerBurstWhileStreamIsHeld() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            rig.say();
            FakeSpeechStream stream = rig.nextStream().send(TestAudio.ramp(10 * RATE_HZ));
            rig.run(SECOND_MILLIS);
            stream.awaitHold();
            assertThat(rig.stepsIn(5 * SECOND_MILLIS)).isLessThanOrEqualTo(5 * STEPS_PER_SECOND + IDLE_STEPS);
        }
    }

    @Test
    void sleepsDuringPauseOfHeldStream() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance utterance = rig.say();
            FakeSpeechStream stream = rig.nextStream().send(TestAudio.ramp(10 * RATE_HZ));
            rig.run(SECOND_MILLIS);
            stream.awaitHold();
            utterance.pause();
            rig.run(50);
            assertThat(rig.stepsIn(10 * SECOND_MILLIS)).isLessThanOrEqualTo(IDLE_STEPS);
        }
    }

    /** The next utterance was already written behind the paused one, and is to be written again after it. */
    @Test
    void sleepsDuringPauseInFrontOfWrittenUtterance() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance paused = rig.say(TestAudio.ramp(RATE_HZ / 2));
            rig.say(TestAudio.ramp(RATE_HZ));
            rig.run(450);
            assertThat(rig.sink.writtenAudioFrames()).isGreaterThan(RATE_HZ / 2);
            paused.pause();
            rig.run(50);
            assertThat(rig.stepsIn(10 * SECOND_MILLIS)).isLessThanOrEqualTo(IDLE_STEPS);
            paused.resume();
            rig.run(2 * SECOND_MILLIS);
            assertThat(paused.state()).isEqualTo(PlaybackState.ENDED);
        }
    }

    @Test
    void sleepsUntilHoldExpires() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance held = rig.say(TestAudio.ramp(RATE_HZ / 2));
            rig.say(TestAudio.ramp(RATE_HZ));
            rig.run(450);
            held.hold();
            rig.run(50);
            assertThat(rig.stepsIn(9 * SECOND_MILLIS)).isLessThanOrEqualTo(IDLE_STEPS);
        }
    }

    /** Both are in the sink, so no write is due before the second one has ended. */
    @Test
    void stepsAtTheEndOfEachUtterance() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            rig.say(TestAudio.ramp(RATE_HZ / 20));
            rig.say(TestAudio.ramp(RATE_HZ / 25));
            assertThat(rig.player.step()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** A word is due in a millisecond, but the sink plays nothing, as one that its reader does not read. */
    @Test
    void sleepsLongerWhilePositionStandsStill() throws Exception {
        AtomicLong nowNanos = new AtomicLong();
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100, sink -> SinkView.withClock(sink, nowNanos::get))) {
            rig.say();
            TimedText words = new TimedText(RATE_HZ).word("a", 0.5).word("b", 100);
            rig.nextStream().time(words.timing()).send(TestAudio.ramp(RATE_HZ));
            rig.settle();
            int steps = 0;
            while (nowNanos.get() < TimeUnit.SECONDS.toNanos(1)) {
                nowNanos.addAndGet(rig.player.step());
                steps++;
            }
            assertThat(steps).isLessThan(STEPS_PER_SECOND + 10);
        }
    }
}
