package dev.parlando.programs.cookbook.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.parlando.SpeechEngine;
import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.sink.VirtualClockSink;
import dev.parlando.error.HandlerException;
import dev.parlando.programs.OfflineEngine;
import dev.parlando.programs.VirtualPlayback;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
                .sink(VirtualClockSink.selfRunning(100))
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

    /** A model whose tokens are sent by the test, through the code that the models of langchain4j use. */
    private static final class ManualModel implements StreamingChatModel {
        private StreamingChatResponseHandler handler;

        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler answer) {
            handler = answer;
        }

        void send(String token, StreamingHandle handle) {
            InternalStreamingChatResponseHandlerUtils.onPartialResponse(handler, token, handle);
        }

        void complete() {
            handler.onCompleteResponse(
                    ChatResponse.builder().aiMessage(AiMessage.from(ANSWER)).build());
        }
    }

    /** A handle that runs an action on a cancellation. */
    private record ModelHandle(Runnable onCancel) implements StreamingHandle {
        @Override
        public void cancel() {
            onCancel.run();
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    @Test
    void langchainAnswer() {
        ManualModel model = new ManualModel();
        LiveSpeech speech = LangchainAnswer.speak(player, model, "What time is it?");
        StreamingHandle handle = new ModelHandle(() -> cancelled.complete(null));
        TOKENS.forEach(token -> model.send(token, handle));
        model.complete();
        assertSpoken(speech.playback());
        assertThat(cancelled).isNotDone();
    }

    @Test
    void langchainAnswerOfModelWithoutCancellation() {
        ManualModel model = new ManualModel();
        LiveSpeech speech = LangchainAnswer.speak(player, model, "What time is it?");
        TOKENS.forEach(token -> model.handler.onPartialResponse(token));
        model.complete();
        assertSpoken(speech.playback());
    }

    @Test
    void langchainAnswerFailsWithModel() {
        ManualModel model = new ManualModel();
        LiveSpeech speech = LangchainAnswer.speak(player, model, "What time is it?");
        model.send(ANSWER, new ModelHandle(() -> {}));
        model.handler.onError(new IllegalStateException("rate limit"));
        assertThatThrownBy(() -> speech.playback().join())
                .isInstanceOf(HandlerException.class)
                .hasRootCauseMessage("rate limit");
        assertThat(speech.report().heard()).isEqualTo(ANSWER);
    }

    @Test
    void langchainAnswerAboveCapacityFailsAfterItsStart() {
        ManualModel model = new ManualModel();
        LiveSpeech speech = LangchainAnswer.speak(player, model, "What time is it?");
        model.send(ANSWER, new ModelHandle(() -> {}));
        model.send(TOKEN.repeat(2000), new ModelHandle(() -> {}));
        assertThatThrownBy(() -> speech.playback().join()).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(speech.report().heard()).isEqualTo(ANSWER);
    }

    @Test
    void langchainAnswerCancelsModelOnce() throws Exception {
        ManualModel model = new ManualModel();
        AtomicInteger cancellations = new AtomicInteger();
        StreamingHandle handle = new ModelHandle(() -> {
            cancellations.incrementAndGet();
            cancelled.complete(null);
        });
        LiveSpeech speech = LangchainAnswer.speak(player, model, "What time is it?");
        model.send("It is ", handle);
        model.send("noon", handle);
        assertStopCancels(speech.playback());
        speech.playback().join();
        model.send(" or so.", handle);
        assertThat(cancellations).hasValue(1);
    }

    /** The stop comes before the first token, and the action runs on the thread of the model. */
    @Test
    void langchainAnswerDiscardsTextOfModelThatCannotBeCancelled() {
        ManualModel model = new ManualModel();
        LiveSpeech speech = LangchainAnswer.speak(player, model, "What time is it?");
        speech.stop();
        speech.playback().join();
        model.send("It is noon.", new ModelHandle(() -> {
            cancelled.complete(null);
            throw new UnsupportedOperationException();
        }));
        model.complete();
        assertThat(speech.report().written()).isEmpty();
        cancelled.orTimeout(30, TimeUnit.SECONDS).join();
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
