package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link Utterance#dropIfLate} on a clock that the test advances. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DropIfLateTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;

    private final PlaybackLoopRig rig = new PlaybackLoopRig(100);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void dropsUtteranceBehindLongOne() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        Utterance playing = rig.say(ramp);
        Utterance waiting = rig.say();
        FakeSpeechStream stream = rig.nextStream().send(TestAudio.ramp(1000));
        waiting.dropIfLate(Duration.ofMillis(300));
        rig.run(299);
        assertThat(waiting.state().isDone()).isFalse();
        rig.run(2);
        PlaybackResult result = waiting.join();
        assertThat(result.end()).isEqualTo(PlaybackEnd.LATE);
        assertThat(result.stopped()).isTrue();
        assertThat(result.audioFrames()).isZero();
        assertThat(stream.isCancelled()).isTrue();
        rig.run(1000);
        assertThat(playing.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(rig.sink.playedSamples()).startsWith(ramp);
    }

    @Test
    void dropsUtteranceWhoseAudioDoesNotArrive() throws Exception {
        Utterance waiting = rig.say();
        FakeSpeechStream stream = rig.nextStream();
        waiting.dropIfLate(Duration.ofMillis(300));
        rig.run(310);
        assertThat(waiting.join().end()).isEqualTo(PlaybackEnd.LATE);
        assertThat(stream.isCancelled()).isTrue();
    }

    /** Its first samples are in the device buffer behind those of another utterance, which are played unharmed. */
    @Test
    void dropsUtteranceInDeviceBuffer() throws Exception {
        short[] ramp = TestAudio.ramp(at(300));
        rig.say(ramp);
        Utterance buffered = rig.say(loud(at(300)));
        buffered.dropIfLate(Duration.ofMillis(250));
        rig.run(249);
        assertThat(rig.sink.writtenAudioFrames()).isGreaterThan(ramp.length);
        rig.run(100);
        assertThat(buffered.join().end()).isEqualTo(PlaybackEnd.LATE);
        assertThat(Arrays.copyOf(rig.sink.playedSamples(), ramp.length)).isEqualTo(ramp);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 150})
    void keepsUtteranceHeardInTime(int limitMillis) throws Exception {
        rig.say(loud(at(100)));
        Utterance next = rig.say(loud(at(200)));
        next.dropIfLate(Duration.ofMillis(limitMillis));
        rig.run(400);
        assertThat(next.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
    }

    /** No step runs between the first sample and the limit. */
    @Test
    void readsPositionBeforeItDrops() throws Exception {
        Utterance utterance = rig.say(loud(at(200)));
        utterance.dropIfLate(Duration.ofMillis(50));
        rig.sink.advance(at(60));
        rig.run(400);
        assertThat(utterance.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
    }

    @Test
    void dropsPausedUtteranceThatWasNotHeard() throws Exception {
        rig.say(loud(at(100)));
        Utterance paused = rig.say(loud(at(200)));
        paused.pause();
        paused.dropIfLate(Duration.ofMillis(300));
        rig.run(290);
        assertThat(paused.state()).isEqualTo(PlaybackState.PAUSED);
        rig.run(20);
        assertThat(paused.join().end()).isEqualTo(PlaybackEnd.LATE);
    }

    @Test
    void reportsStopThatCameFirst() throws Exception {
        rig.say(loud(RATE_HZ));
        Utterance waiting = rig.say();
        waiting.dropIfLate(Duration.ofMillis(100));
        waiting.stop();
        rig.run(200);
        assertThat(waiting.join().end()).isEqualTo(PlaybackEnd.STOPPED);
    }

    @Test
    void refusesLimitThatIsNotPositive() {
        Utterance utterance = rig.say();
        assertThatThrownBy(() -> utterance.dropIfLate(Duration.ZERO))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("limit");
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, (short) 10_000);
        return loud;
    }
}
