package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TimedText;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Priority;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.LiveTextReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for live texts of a player with its threads. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveSpeechTest {
    private static final int RATE_HZ = 24_000;
    private static final int CHARACTER_AUDIO_FRAMES = RATE_HZ / 20;

    private final FakeSpeechSource source = new FakeSpeechSource();
    private final RecordingSink sink = RecordingSink.selfRunning(100);
    private final SpeechPlayer player = SpeechPlayer.builder(source).sink(sink).open();

    @AfterEach
    void close() {
        player.close();
        source.close();
    }

    /** Answers the next request, with 50 ms for each character. */
    private FakeSpeechStream speakNext() throws InterruptedException {
        FakeSpeechStream stream = source.next();
        TimedText segment = new TimedText(RATE_HZ);
        for (char character : stream.request().text().toCharArray()) {
            segment.character(String.valueOf(character), CHARACTER_AUDIO_FRAMES);
        }
        return stream.time(segment.timing())
                .send(new short[segment.audioFrames()])
                .end();
    }

    @Test
    void speaksAppendedTextWithDefaultSettings() throws Exception {
        LiveSpeech live = player.live();
        assertThat(live.append("Good ")).isPositive();
        live.append("morning.");
        live.end();
        FakeSpeechStream stream = speakNext();
        assertThat(live.playback().join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(live.report()).isEqualTo(new LiveTextReport("Good morning.", "", "", 13, 0));
        assertThat(stream.request().text()).isEqualTo("Good morning.");
        assertThat(stream.request().timestamps()).isTrue();
        assertThat(stream.request().outputFormat()).isEqualTo(OutputFormat.PCM_24000);
        assertThat(stream.request().modelId()).isEqualTo("eleven_flash_v2_5");
        assertThat(stream.options().priority()).isEqualTo(Priority.LIVE);
    }

    @Test
    void stopReturnsPartsAndCancelsWriterOnce() throws Exception {
        LiveSpeech live = player.live(SpeechPlayer.defaultTemplate(), QueuePosition.NOW);
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        AtomicInteger cancellations = new AtomicInteger();
        live.onCancel(() -> {
            cancellations.incrementAndGet();
            cancelled.complete(null);
        });
        live.append("This sentence takes more than a second. And this one is not");
        speakNext();
        while (live.report().heard().isEmpty()) {
            Thread.onSpinWait();
        }
        LiveTextReport report = live.stop();
        cancelled.get(30, TimeUnit.SECONDS);
        live.playback().join();
        assertThat(report.written()).isEqualTo("This sentence takes more than a second. And this one is not");
        assertThat(report.unsent()).isEqualTo("And this one is not");
        assertThat(live.report().heard()).startsWith(report.heard());
        assertThat(live.report().heard().length() - report.heard().length()).isBetween(0, 1);
        assertThat(live.append("more")).isZero();
        live.stop();
        assertThat(cancellations).hasValue(1);
    }

    @Test
    void failureOfWriterFailsPlayback() throws Exception {
        LiveSpeech live = player.live();
        live.append("Half");
        live.fail(new IllegalStateException("no answer"));
        speakNext();
        assertThatThrownBy(() -> live.playback().join()).isInstanceOf(HandlerException.class);
        assertThat(live.report().heard()).isEqualTo("Half");
    }

    @Test
    void flushSpeaksUnfinishedSentence() throws Exception {
        LiveSpeech live = player.live();
        live.append("Let me see");
        live.flush();
        speakNext();
        live.append(", yes.");
        live.end();
        speakNext();
        live.playback().join();
        assertThat(live.report().heard()).isEqualTo("Let me see, yes.");
    }

    @Test
    void speaksPublisherToItsEnd() throws Exception {
        Playback playback;
        try (SubmissionPublisher<String> tokens = new SubmissionPublisher<>()) {
            playback = player.say(tokens);
            tokens.submit("Tokens ");
            tokens.submit("of a ");
            tokens.submit("model.");
        }
        speakNext();
        assertThat(playback.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(playback.textReport().heard()).isEqualTo("Tokens of a model.");
    }

    @Test
    void failureOfPublisherFailsPlaybackAfterItsText() throws Exception {
        AtomicReference<Flow.Subscriber<? super String>> subscribed = new AtomicReference<>();
        Playback playback = player.say(subscriber -> {
            subscriber.onSubscribe(new IgnoringSubscription());
            subscribed.set(subscriber);
        });
        subscribed.get().onNext("Half");
        subscribed.get().onError(new IllegalStateException("rate limit"));
        speakNext();
        assertThatThrownBy(playback::join).isInstanceOf(HandlerException.class).hasRootCauseMessage("rate limit");
        assertThat(playback.playedText()).isEqualTo("Half");
    }

    private static final class IgnoringSubscription implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }

    /** The demand is bounded by the room for unsent text, although the publisher never ends. */
    @Test
    void requestsBoundedTextOfEndlessPublisherAndCancelsIt() throws Exception {
        Endless tokens = new Endless();
        Playback playback = player.say(tokens);
        source.next(); // The first segment, which the service does not answer.
        source.settle();
        long published = tokens.published.get();
        assertThat(published * Endless.TOKEN.length()).isBetween(15_000L, 30_000L);
        source.settle();
        assertThat(tokens.published).hasValue(published);
        playback.stop();
        tokens.cancelled.get(30, TimeUnit.SECONDS);
        playback.join();
        assertThat(tokens.published).hasValue(published);
    }

    /** A publisher that answers each request immediately. */
    private static final class Endless implements Flow.Publisher<String> {
        static final String TOKEN = "And so on. ";
        final AtomicLong published = new AtomicLong();
        final CompletableFuture<Void> cancelled = new CompletableFuture<>();

        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private long demand;
                private boolean publishing;

                @Override
                public synchronized void request(long count) {
                    demand += count;
                    if (publishing) {
                        return;
                    }
                    publishing = true;
                    while (demand > 0 && !cancelled.isDone()) {
                        demand--;
                        published.incrementAndGet();
                        subscriber.onNext(TOKEN);
                    }
                    publishing = false;
                }

                @Override
                public void cancel() {
                    cancelled.complete(null);
                }
            });
        }
    }

    @Test
    void closedPlayerDoesNotSubscribe() {
        player.close();
        Endless tokens = new Endless();
        assertThatThrownBy(() -> player.say(tokens)).isInstanceOf(EngineClosedException.class);
        assertThat(tokens.published).hasValue(0);
    }

    @Test
    void rejectsRequestWithTextAsTemplate() {
        SpeechRequest request = SpeechPlayer.defaultRequest("Hello.");
        assertThatThrownBy(() -> player.live(request, QueuePosition.LAST)).isInstanceOf(InvalidRequestException.class);
        assertThat(source.requests()).isZero();
    }

    @Test
    void rejectsFormatThatCannotBePlayed() {
        SpeechRequest template = SpeechRequest.template()
                .outputFormat(OutputFormat.parse("xyz_8000"))
                .build();
        assertThatThrownBy(() -> player.say(LiveText.of(template)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be played");
    }
}
