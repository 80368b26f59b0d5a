package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.governor.Priority;
import dev.parlando.speech.SpeechRequest;

/** Prepares a line before it is needed. */
final class Prefetch {
    private Prefetch() {}

    // region
    static Playback prepare(SpeechPlayer alarms, String line) {
        SpeechRequest request = SpeechPlayer.defaultRequest(line).toBuilder()
                .priority(Priority.PREFETCH) // Runs after requests that a listener waits for.
                .build();
        Playback ready = alarms.say(request);
        ready.pause(); // The line is requested and decoded, and plays after ready.resume().
        return ready;
    }
    // endregion
}
