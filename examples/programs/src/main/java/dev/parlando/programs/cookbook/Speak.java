package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.telemetry.TimelineEvent;

/** Speaks, and measures how soon that is heard. */
final class Speak {
    private Speak() {}

    // region
    static double speak(SpeechPlayer player) {
        player.say("The first move is what sets everything in motion.");
        Playback last = player.say("This follows without a gap.");
        last.join(); // Waits until the last sample was heard; a program that goes on meanwhile leaves it out.
        return last.timeline().millis(TimelineEvent.FIRST_HEARD).orElseThrow();
    }
    // endregion
}
