package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.InterruptedWaitException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TruncatedAudioException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of {@link SpeechPlayer#drain()} and of the controls of a whole player. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechPlayerDrainTest {
    private final FakeSpeechSource speech = new FakeSpeechSource();
    private final SpeechPlayer player =
            SpeechPlayer.builder(speech).sink(RecordingSink.selfRunning(100)).open();

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    @Test
    void waitsForAllUtterancesWhetherTheyFailOrNot() throws Exception {
        Playback first = player.say("one");
        Playback second = player.say("two");
        speech.next().send(TestAudio.ramp(100)).fail(new TruncatedAudioException("cut", null, 200));
        speech.next().send(TestAudio.ramp(100)).end();
        player.drain();
        assertThat(first.state()).isEqualTo(PlaybackState.FAILED);
        assertThat(second.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(player.drain(Duration.ZERO)).isTrue();
    }

    @Test
    void waitsNoLongerThanLimit() throws Exception {
        player.say("one");
        FakeSpeechStream stream = speech.next();
        assertThat(player.drain(Duration.ofMillis(1))).isFalse();
        stream.send(TestAudio.ramp(100)).end();
        assertThat(player.drain(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void endsWaitWhenInterrupted() {
        Playback playback = player.say("one");
        Thread.currentThread().interrupt();
        assertThatThrownBy(player::drain).isInstanceOf(InterruptedWaitException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(playback.state().isDone()).isFalse();
    }

    @Test
    void reportsControlsAndRefusesGainOutOfRange() {
        player.gain(0.25);
        player.mute();
        player.pause();
        assertThat(player.gain()).isEqualTo(0.25);
        assertThat(player.isMuted()).isTrue();
        assertThat(player.isPaused()).isTrue();
        player.unmute();
        player.resume();
        assertThat(player.isMuted()).isFalse();
        assertThat(player.isPaused()).isFalse();
        assertThatThrownBy(() -> player.gain(4.5))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("gain");
        assertThatThrownBy(() -> player.fadeTo(1, Duration.ofMillis(-1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("time");
    }
}
