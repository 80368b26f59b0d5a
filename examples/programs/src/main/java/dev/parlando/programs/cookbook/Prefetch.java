package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;

/** Prepares a line before it is needed. */
final class Prefetch {
    private Prefetch() {}

    // region
    static Playback prepare(SpeechPlayer alarms, String line) {
        CallOptions options =
                CallOptions.DEFAULT.withPriority(Priority.PREFETCH); // Runs after requests that a listener waits for.
        Playback ready = alarms.say(SpeechPlayer.defaultRequest(line), QueuePosition.LAST, options);
        ready.pause(); // The line is requested and decoded, and plays after ready.resume().
        return ready;
    }
    // endregion
}
