package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the end of an utterance for which several causes compete. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UtteranceTest {
    private final Utterance utterance = new Utterance(
            UtteranceText.of(SpeechPlayer.defaultRequest("any")),
            CallOptions.DEFAULT,
            AudioDecoders.forFormat(OutputFormat.PCM_24000),
            new Stageless());

    @Test
    void reportsFailureDespiteResultingStreamCancel() {
        utterance.request();

        utterance.finish(new PlaybackException("the device is gone", null));

        assertThatThrownBy(utterance::join).isInstanceOf(PlaybackException.class);
    }

    /** Each step of the command is one atomic update with this rule, so a hold cannot overwrite a concurrent pause. */
    @Test
    void keepsPauseAndStopDespiteHold() {
        PlaybackCommand hold = PlaybackCommand.hold(Duration.ofSeconds(1), 0);
        assertThat(PlaybackCommand.PAUSE.then(hold)).isSameAs(PlaybackCommand.PAUSE);
        assertThat(PlaybackCommand.STOP.then(hold)).isSameAs(PlaybackCommand.STOP);
        assertThat(PlaybackCommand.PLAY.then(hold)).isSameAs(hold);
        assertThat(hold.then(PlaybackCommand.PAUSE)).isSameAs(PlaybackCommand.PAUSE);
        assertThat(PlaybackCommand.PAUSE.then(PlaybackCommand.PLAY)).isSameAs(PlaybackCommand.PLAY);
        assertThat(PlaybackCommand.STOP.then(PlaybackCommand.PLAY)).isSameAs(PlaybackCommand.STOP);
    }

    /**
     * A player without a playback loop. Its streams report a cancellation to their handler before {@code cancel}
     * returns.
     */
    private static final class Stageless implements UtterancePlayer {
        @Override
        public SpeechStream request(Utterance utterance) {
            return new AtOnceCancelled(utterance.feed(), utterance.timeline());
        }

        @Override
        public boolean removeWaiting(Utterance utterance) {
            return false;
        }

        @Override
        public void wake() {}

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void onStateChanged(Utterance utterance, PlaybackState from, PlaybackState to) {}

        @Override
        public void onTimelineEvent(Utterance utterance, TimelineEvent moment) {}

        @Override
        public void onWord(Utterance utterance, TimedWord word) {}

        @Override
        public void onEnd(Utterance utterance) {}
    }

    private record AtOnceCancelled(PcmFeed feed, Timeline timeline) implements SpeechStream {
        @Override
        public void cancel() {
            feed.onEnd(new SpeechResult(null, 0, 0, true));
        }

        @Override
        public void resume() {}

        @Override
        public SpeechRequest request() {
            return SpeechPlayer.defaultRequest("any");
        }

        @Override
        @SuppressWarnings("NullAway") // JDK 17 does not read annotations of type arguments from class files.
        public CompletionStage<@Nullable SpeechResponse> response() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<SpeechResult> completion() {
            return new CompletableFuture<>();
        }

        @Override
        public SpeechResult join() {
            throw new UnsupportedOperationException("nobody waits here");
        }
    }
}
