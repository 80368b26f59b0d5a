package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import java.time.Duration;
import java.util.function.DoubleConsumer;

/** Controls the voice of a character in a game. */
final class GameVoice {
    private GameVoice() {}

    // region
    static PlaybackEnd warn(SpeechPlayer character, DoubleConsumer mouth) {
        character.addLevelListener((peak, rms) -> mouth.accept(rms)); // Every 20 ms, of the samples being played.
        character.fadeTo(0.5, Duration.ofMillis(200)); // The player's gain, for all of its utterances.
        Playback warning = character.say("Behind you!");
        warning.dropIfLate(Duration.ofSeconds(2)); // Worth nothing later.
        character.pause(); // A menu is opened.
        character.resume();
        character.drain(); // Waits for all utterances queued so far.
        return warning.join().end(); // COMPLETED, STOPPED, LATE or STOLEN.
    }
    // endregion
}
