package dev.parlando.programs.cookbook.answers;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import io.smallrye.mutiny.Multi;

/** Speaks the tokens of a Mutiny {@code Multi}. */
final class MutinyAnswer {
    private MutinyAnswer() {}

    // region
    static Playback speak(SpeechPlayer player, Multi<String> tokens) {
        return player.say(tokens);
    }
    // endregion
}
