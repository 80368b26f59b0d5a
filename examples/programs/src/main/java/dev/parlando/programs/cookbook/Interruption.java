package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.SpeechRequest;

/** Interrupts, and asks what was heard. */
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
        story.join(); // Milliseconds; from then on it is final what was heard.
        return story.playedText();
    }
    // endregion
}
