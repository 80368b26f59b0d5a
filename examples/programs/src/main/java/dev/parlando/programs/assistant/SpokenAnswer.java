package dev.parlando.programs.assistant;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * One spoken answer, whose tokens are spoken while further ones are generated.
 *
 * <p>Threading: safe from any thread.
 *
 * @param playback the handle of the speech
 * @param message completes with the played text when the answer is over, and fails if the speech failed
 */
record SpokenAnswer(Playback playback, CompletableFuture<ChatMessage> message) {
    /** Starts to speak the tokens of an answer in place of all earlier speech. */
    static SpokenAnswer start(SpeechPlayer player, SpeechRequest template, Flow.Publisher<String> tokens) {
        LiveText text = LiveText.of(template);
        Playback playback = player.say(text, QueuePosition.NOW);
        text.subscribeTo(tokens);
        CompletableFuture<ChatMessage> message = playback.completion()
                .thenApply(result -> message(playback, result))
                .toCompletableFuture();
        return new SpokenAnswer(playback, message);
    }

    private static ChatMessage message(Playback playback, PlaybackResult result) {
        return ChatMessage.assistant(playback.textReport(), result.stopped());
    }

    /** Stops the answer immediately, which also ends its generation. Does nothing if it is already over. */
    void stop() {
        playback.stop();
    }
}
