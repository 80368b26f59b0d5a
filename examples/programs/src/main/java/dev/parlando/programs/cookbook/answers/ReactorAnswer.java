package dev.parlando.programs.cookbook.answers;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Speaks the tokens of a Reactor {@code Flux}. */
final class ReactorAnswer {
    private ReactorAnswer() {}

    // region
    static Playback speak(SpeechPlayer player, Flux<String> tokens) {
        return player.say(JdkFlowAdapter.publisherToFlowPublisher(tokens));
    }
    // endregion
}
