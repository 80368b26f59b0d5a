package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.governor.Priority;
import dev.parlando.speech.SpeechRequest;

/** Has a line ready before it is needed. */
final class Prefetch {
    private Prefetch() {}

    // region
    static Playback prepare(SpeechPlayer alarms, String line) {
        SpeechRequest request = SpeechPlayer.defaultRequest(line).toBuilder()
                .priority(Priority.PREFETCH) // Behind whatever somebody waits for now.
                .build();
        Playback ready = alarms.say(request);
        ready.pause(); // It is asked for and decoded, and begins with ready.resume().
        return ready;
    }
    // endregion
}
