package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that an important lane silences a less important one. A sample is a millisecond. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VoiceStealingTest {
    private static final int LEVEL = 1_000;

    private final RecordingSink sink = RecordingSink.manual(100);
    private final MixerRig rig = new MixerRig(sink, sink, MixerRig.MONO, new VoiceLimit(2, true));
    private final MixerLane first = rig.lane("first");
    private final MixerLane second = rig.lane("second");
    private final MixerLane third = rig.lane("third");

    private static int write(MixerLane lane, int level, int millis) {
        return lane.write(MixerRig.constant(level, millis), 0, millis);
    }

    private void startTwo() {
        write(first, LEVEL, 100);
        rig.pass(10);
        write(second, 10 * LEVEL, 100);
        rig.pass(10);
    }

    /** The 40 ms that are mixed ahead are played, then the lane fades out within 10 ms. */
    @Test
    void fadesOutTheOneThatStartedFirstAmongEquals() {
        startTwo();
        assertThat(write(third, 0, 100)).isEqualTo(100);
        rig.pass(80);
        short[] heard = rig.heard(0, 100);
        int end = 60;
        assertThat(heard[end - 11]).isEqualTo((short) (11 * LEVEL));
        for (int i = 0; i < 10; i++) {
            assertThat(heard[end - 10 + i]).as("fade %d", i).isEqualTo((short) (10 * LEVEL + LEVEL * (9 - i) / 10));
        }
        assertThat(rig.heard(end, 30)).containsOnly(10 * LEVEL);
        assertThatThrownBy(() -> write(first, LEVEL, 1))
                .isInstanceOfSatisfying(PlaybackException.class, e -> assertThat(e.isVoiceStolen())
                        .isTrue());
        assertThat(first.positionAudioFrames()).isEqualTo(end);
    }

    @Test
    void fadesOutLowestPriority() {
        second.priority(10);
        startTwo();
        third.priority(20);
        assertThat(write(third, 0, 100)).isEqualTo(100);
        rig.pass(80);
        assertThat(rig.heard(75, 20)).containsOnly(LEVEL);
    }

    @Test
    void waitsIfAllOthersAreMoreImportant() {
        startTwo();
        third.priority(49);
        assertThat(write(third, 0, 100)).isZero();
        rig.pass(200);
        assertThat(write(third, 0, 100)).isEqualTo(100);
    }

    @Test
    void playsAgainWhenOpenedAgain() {
        startTwo();
        write(third, 0, 50);
        rig.pass(1);
        first.open(MixerRig.MONO);
        assertThat(write(first, LEVEL, 30)).isEqualTo(30);
        rig.pass(100);
        assertThat(first.positionAudioFrames()).isEqualTo(30);
        assertThatThrownBy(() -> write(second, LEVEL, 1)).isInstanceOf(PlaybackException.class);
    }

    @Test
    void refusesPriorityOutOfRange() {
        assertThat(first.priority()).isEqualTo(50);
        assertThatThrownBy(() -> first.priority(101))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("priority");
        assertThatThrownBy(() -> first.priority(-1)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void reportsStolenUtteranceAndPlaysTheNextOne() throws Exception {
        RecordingSink device = RecordingSink.manual(100);
        try (FakeSpeechSource speech = new FakeSpeechSource();
                Mixer mixer = Mixer.builder()
                        .sink(device)
                        .maxSounding(1)
                        .stealVoices()
                        .build();
                SpeechPlayer guard =
                        SpeechPlayer.builder(speech).sink(mixer.lane("guard")).open();
                SpeechPlayer radio =
                        SpeechPlayer.builder(speech).sink(mixer.lane("radio")).open()) {
            Playback stolen = guard.say("Who goes there?");
            FakeSpeechStream stream = speech.next().send(TestAudio.ramp(240_000));
            device.awaitWritten(1);
            Playback playing = radio.say("All units, report.");
            speech.next().send(TestAudio.ramp(240_000));
            assertThat(stolen.join().end()).isEqualTo(PlaybackEnd.STOLEN);
            assertThat(stream.isCancelled()).isTrue();
            assertThat(playing.state().isDone()).isFalse();
            Playback next = guard.say("Halt!");
            speech.next().send(TestAudio.ramp(240_000));
            assertThat(playing.join().end()).isEqualTo(PlaybackEnd.STOLEN);
            assertThat(next.state().isDone()).isFalse();
        }
    }
}
