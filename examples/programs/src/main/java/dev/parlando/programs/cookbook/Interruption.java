package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.SpeechRequest;

/** Interrupts a playback and reads the played text. */
final class Interruption {
    private Interruption() {}

    // region
    static Playback tell(SpeechPlayer player, String story) {
        SpeechRequest request =
                SpeechPlayer.defaultRequest(story).toBuilder().timestamps(true).build();
        return player.say(request);
    }

    static String interrupt(Playback story) {
        story.stop();
        story.join(); // Returns after a few milliseconds, when the played text is final.
        return story.playedText();
    }
    // endregion
}
