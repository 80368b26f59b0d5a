package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.telemetry.TimelineEvent;

/** Speaks, and measures the time to the first played sample. */
final class Speak {
    private Speak() {}

    // region
    static double speak(SpeechPlayer player) {
        player.say("The first move is what sets everything in motion.");
        Playback last = player.say("This follows without a gap.");
        last.join(); // Blocks until the last sample was played; optional in a program that continues meanwhile.
        return last.timeline().millis(TimelineEvent.FIRST_HEARD).orElseThrow();
    }
    // endregion
}
