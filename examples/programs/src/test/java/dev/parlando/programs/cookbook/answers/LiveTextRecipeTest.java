package dev.parlando.programs.cookbook.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.programs.OfflineEngine;
import dev.parlando.programs.VirtualPlayback;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** Runs the recipes of the page on live text against the offline server, with the libraries that they name. */
@Timeout(120)
class LiveTextRecipeTest {
    private static final List<String> TOKENS = List.of("It ", "is ", "no", "on.", " Ti", "me for ", "a break.");
    private static final String ANSWER = String.join("", TOKENS);
    private static final String TOKEN = "And so on. ";

    private static OfflineEngine offline;
    private static SpeechEngine engine;

    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private SpeechPlayer player;

    @BeforeAll
    static void start() {
        offline = OfflineEngine.start();
        engine = offline.engine();
    }

    @AfterAll
    static void stop() {
        offline.close();
    }

    @BeforeEach
    void open() {
        player = SpeechPlayer.builder(engine)
                .sink(RecordingSink.selfRunning(100))
                .open();
    }

    @AfterEach
    void close() {
        player.close();
    }

    private static void assertSpoken(Playback playback) {
        assertThat(playback.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(playback.textReport().heard()).isEqualTo(ANSWER);
    }

    /** The publisher never ends, so that only the stop can end it. */
    private void assertStopCancels(Playback playback) throws Exception {
        assertThat(cancelled).isNotDone();
        playback.stop();
        cancelled.get(30, TimeUnit.SECONDS);
    }

    @Test
    void reactorAnswer() throws Exception {
        assertSpoken(ReactorAnswer.speak(player, Flux.fromIterable(TOKENS)));
        Flux<String> endless =
                Flux.<String>generate(sink -> sink.next(TOKEN)).doOnCancel(() -> cancelled.complete(null));
        assertStopCancels(ReactorAnswer.speak(player, endless));
    }

    @Test
    void mutinyAnswer() throws Exception {
        assertSpoken(MutinyAnswer.speak(player, Multi.createFrom().iterable(TOKENS)));
        Multi<String> endless = Multi.createFrom()
                .iterable(() -> Stream.generate(() -> TOKEN).iterator())
                .onCancellation()
                .invoke(() -> cancelled.complete(null));
        assertStopCancels(MutinyAnswer.speak(player, endless));
    }

    @Test
    void kotlinAnswer() throws Exception {
        assertSpoken(KotlinAnswer.speak(player, FlowKt.asFlow(TOKENS)));
        kotlinx.coroutines.flow.Flow<String> endless = FlowKt.onCompletion(
                FlowKt.asFlow(Stream.generate(() -> TOKEN).iterator()), (collector, cause, continuation) -> {
                    cancelled.complete(null);
                    return Unit.INSTANCE;
                });
        assertStopCancels(KotlinAnswer.speak(player, endless));
    }

    @Test
    void interruptedAnswer() throws Exception {
        String text =
                "Once upon a time there was a story that nobody ever heard to its end, however long they listened.";
        VirtualPlayback ear = new VirtualPlayback();
        try (SpeechPlayer ears = SpeechPlayer.builder(engine).sink(ear.sink()).open()) {
            LiveSpeech answer = InterruptedAnswer.start(ears, () -> cancelled.complete(null));
            answer.append(text);
            answer.flush();
            ear.play(40); // Two seconds of audio.

            String heard = ear.whileStopping(() -> {
                String history = InterruptedAnswer.interrupt(answer);
                answer.playback().join();
                return history;
            });

            cancelled.get(30, TimeUnit.SECONDS);
            assertThat(heard)
                    .startsWith("Once upon a")
                    .endsWith(" [interrupted]")
                    .hasSizeLessThan(text.length());
            assertThat(text).startsWith(heard.replace(" [interrupted]", ""));
        }
    }

    @Test
    void answerThatWasHeardIsNotInterrupted() {
        LiveSpeech answer = InterruptedAnswer.start(player, () -> cancelled.complete(null));
        answer.append(ANSWER);
        answer.end();
        answer.playback().join();
        assertThat(InterruptedAnswer.interrupt(answer)).isEqualTo(ANSWER);
        assertThat(cancelled).isNotDone();
    }
}
