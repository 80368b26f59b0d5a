package dev.parlando.programs.cookbook.answers;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.jdk9.ReactiveFlowKt;

/** Speaks the tokens of a Kotlin {@code Flow}. */
final class KotlinAnswer {
    private KotlinAnswer() {}

    // region
    static Playback speak(SpeechPlayer player, Flow<String> tokens) {
        return player.say(ReactiveFlowKt.asPublisher(tokens));
    }
    // endregion
}
