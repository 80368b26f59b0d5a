package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.playback.NullSink;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks at how an utterance ends when several things end it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UtteranceTest {
    private final Utterance utterance =
            new Utterance(AudioDecoders.forFormat(OutputFormat.PCM_24000), new SinkGate(new NullSink()), () -> {});

    @Test
    void aFailureIsNotMistakenForAStopWhenItCancelsTheStream() {
        utterance.attach(new AtOnceCancelled(utterance.feed(), new Timeline(System::nanoTime)));

        utterance.finish(new PlaybackException("the device is gone", null));

        assertThatThrownBy(utterance::join).isInstanceOf(PlaybackException.class);
    }

    /** A short utterance may be over before the thread that asked for it goes on. */
    @Test
    void momentsBeforeTheStreamIsAttachedAreKeptInTheirOrder() {
        Timeline timeline = new Timeline(new AtomicLong()::incrementAndGet);
        utterance.onFirstPcm();
        utterance.mark(TimelineEvent.FIRST_PLAYED);
        utterance.attach(new AtOnceCancelled(utterance.feed(), timeline));
        utterance.mark(TimelineEvent.END);

        assertThat(timeline.nanos(TimelineEvent.FIRST_PCM)).hasValue(1);
        assertThat(timeline.nanos(TimelineEvent.FIRST_PLAYED)).hasValue(2);
        assertThat(timeline.nanos(TimelineEvent.END)).isPresent();
    }

    /** Is a stream that tells its handler of a cancellation before {@code cancel} returns. */
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
        public CompletionStage<SpeechResponse> response() {
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
