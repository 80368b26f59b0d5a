package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.programs.EvenSpeechSource;
import dev.parlando.programs.VirtualPlayback;
import dev.parlando.transcript.TimedWord;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks the actor's scene at exact positions of a virtual device. */
@Timeout(60)
class SpeakingCharacterTest {
    private static final String LINE = "Stay on the path, and do not look back.";

    private final EvenSpeechSource speech = new EvenSpeechSource();
    private final VirtualPlayback ear = new VirtualPlayback();
    private final SpeechPlayer player =
            SpeechPlayer.builder(speech).sink(ear.sink()).open();
    private final SpeakingCharacter actor =
            new SpeakingCharacter(player, ear.sink().clock(), SpeechPlayer.defaultRequest("any"));
    private final LinkedBlockingQueue<String> words = new LinkedBlockingQueue<>();

    SpeakingCharacterTest() {
        player.addListener(
                new PlaybackListener() { // Called after the actor's listener.
                    @Override
                    public void onWord(Playback playback, TimedWord word) {
                        words.add(word.text());
                    }
                });
    }

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    private void awaitWord(String word) throws InterruptedException {
        String told;
        do {
            told = words.poll(30, TimeUnit.SECONDS);
            assertThat(told).as("the words before " + word).isNotNull();
        } while (!word.equals(told));
    }

    /** Returns the scene once the player has reported such a loudness. */
    private CharacterView viewOnce(DoublePredicate wanted) {
        CharacterView scene = actor.view();
        while (!wanted.test(scene.loudness()) && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
            scene = actor.view();
        }
        return scene;
    }

    @Test
    void movesMouthAndCaptionWithWords() throws InterruptedException {
        assertThat(actor.view().status()).isNotEmpty();
        actor.say(LINE);

        ear.play("Stay o".length());
        awaitWord("on");

        CharacterView scene = viewOnce(loudness -> loudness > 0);
        assertThat(scene.caption()).isEqualTo(new LineCaption("Stay ", "on", " the path, and do not look back."));
        assertThat(scene.loudness()).isGreaterThan(0.9);
        assertThat(scene.mouth().openness()).isGreaterThan(0.3);
    }

    @Test
    void closesMouthBetweenWords() throws InterruptedException {
        actor.say(LINE);
        ear.play("Stay".length());
        awaitWord("Stay");
        ear.sink().awaitWritten((long) "Stay ".length() * EvenSpeechSource.AUDIO_FRAMES);
        ear.sink().advance(EvenSpeechSource.AUDIO_FRAMES / 2);

        CharacterView scene = viewOnce(loudness -> loudness == 0);
        assertThat(scene.mouth().openness()).isZero();
        assertThat(scene.caption().word()).isEqualTo("Stay");
    }

    @Test
    void showsPlayedTextWhenStopped() throws Exception {
        actor.say(LINE);
        ear.play("Stay on".length());
        ear.whileStopping(() -> {
            actor.stop();
            awaitEnd();
            return actor;
        });

        CharacterView scene = actor.view();
        assertThat(scene.caption()).isEqualTo(new LineCaption("Stay on", "", LINE.substring(7)));
        assertThat(scene.status()).isEqualTo("Stopped: 18 % was heard.");
        assertThat(scene.mouth()).isEqualTo(MouthShape.CLOSED);
    }

    /** Waits for the status, because dependents of a playback's completion run on another thread. */
    private void awaitEnd() {
        while (actor.view().status().isEmpty() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }
}
