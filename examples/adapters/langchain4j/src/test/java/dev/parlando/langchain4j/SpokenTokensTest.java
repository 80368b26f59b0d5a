package dev.parlando.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.service.AiServices;
import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.HandlerException;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.SpeechSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
@Timeout(60)
class SpokenTokensTest {
    private static final List<String> TOKENS = List.of("It ", "is ", "no", "on.", " Ti", "me for ", "a break.");
    private static final String ANSWER = String.join("", TOKENS);

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final ManualModel model = new ManualModel();
    private SpeechPlayer player;

    @BeforeEach
    void open() {
        // A source with one method speaks a live text as one request per segment, which the tests can see.
        SpeechSource source = (request, handler, options) -> service.engine().stream(request, handler, options);
        player = SpeechPlayer.builder(source)
                .sink(RecordingSink.selfRunning(100))
                .open();
    }

    @AfterEach
    void close() {
        player.close();
    }

    private LiveSpeech ask() {
        return SpokenTokens.speak(player, model, "What time is it?");
    }

    private static void assertSpoken(Playback playback) {
        assertThat(playback.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(playback.textReport().heard()).isEqualTo(ANSWER);
    }

    @Test
    void speaksTheTokens() {
        LiveSpeech speech = ask();
        StreamingHandle handle = new ModelHandle(() -> cancelled.complete(null));
        TOKENS.forEach(token -> model.send(token, handle));
        model.complete(ANSWER);
        assertSpoken(speech.playback());
        assertThat(cancelled).isNotDone();
    }

    @Test
    void speaksTheTokensOfAModelWithoutCancellation() {
        LiveSpeech speech = ask();
        TOKENS.forEach(token -> model.handler().onPartialResponse(token));
        model.complete(ANSWER);
        assertSpoken(speech.playback());
    }

    @Test
    void failsWithTheModel() {
        LiveSpeech speech = ask();
        model.send(ANSWER, new ModelHandle(() -> {}));
        model.handler().onError(new IllegalStateException("rate limit"));
        assertThatThrownBy(() -> speech.playback().join())
                .isInstanceOf(HandlerException.class)
                .hasRootCauseMessage("rate limit");
        assertThat(speech.report().heard()).isEqualTo(ANSWER);
    }

    @Test
    void answerAboveTheCapacityFailsAfterItsStart() {
        LiveSpeech speech = ask();
        model.send(ANSWER, new ModelHandle(() -> {}));
        model.send("And so on. ".repeat(2000), new ModelHandle(() -> {}));
        assertThatThrownBy(() -> speech.playback().join()).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(speech.report().heard()).isEqualTo(ANSWER);
    }

    @Test
    void stopCancelsTheModelOnce() {
        AtomicInteger cancellations = new AtomicInteger();
        StreamingHandle handle = new ModelHandle(() -> {
            cancellations.incrementAndGet();
            cancelled.complete(null);
        });
        LiveSpeech speech = ask();
        model.send("It is ", handle);
        model.send("noon", handle);
        assertThat(cancelled).isNotDone();
        speech.playback().stop();
        cancelled.orTimeout(30, TimeUnit.SECONDS).join();
        speech.playback().join();
        model.send(" or so.", handle);
        assertThat(cancellations).hasValue(1);
    }

    /** The stop comes before the first token, and the action runs on the thread of the model. */
    @Test
    void textOfAModelThatCannotBeCancelledIsDiscarded() {
        LiveSpeech speech = ask();
        speech.stop();
        speech.playback().join();
        model.send("It is noon.", new ModelHandle(() -> {
            cancelled.complete(null);
            throw new UnsupportedOperationException();
        }));
        model.complete(ANSWER);
        assertThat(speech.report().written()).isEmpty();
        cancelled.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** A tool that the model calls in the middle of its answer. */
    static final class Clock {
        private final AtomicInteger calls = new AtomicInteger();

        @Tool("Returns the time")
        String time() {
            calls.incrementAndGet();
            return "12:00";
        }
    }

    private TalkingAssistant.Assistant assistant(Clock clock) {
        return AiServices.builder(TalkingAssistant.Assistant.class)
                .streamingChatModel(model)
                .tools(clock)
                .build();
    }

    @Test
    void speaksATokenStreamWithAToolCall() {
        Clock clock = new Clock();
        LiveSpeech speech = TalkingAssistant.speak(player, assistant(clock), "What time is it?");
        StreamingHandle handle = new ModelHandle(() -> {});
        model.send("It is ", handle);
        model.callTool("It is ", "time");
        assertThat(clock.calls).hasValue(1);
        model.send("noon. Time for a break.", handle);
        model.complete("noon. Time for a break.");
        assertSpoken(speech.playback());
        // The flush before the call made a segment of the first words.
        assertThat(service.requests().list())
                .extracting(each -> each.text().strip())
                .startsWith("It is");
    }

    @Test
    void stopCancelsTheModelOfATokenStream() {
        LiveSpeech speech = TalkingAssistant.speak(player, assistant(new Clock()), "What time is it?");
        model.send("It is ", new ModelHandle(() -> cancelled.complete(null)));
        speech.stop();
        cancelled.orTimeout(30, TimeUnit.SECONDS).join();
        speech.playback().join();
    }

    @Test
    void failedTokenStreamFailsTheSpeech() {
        LiveSpeech speech = TalkingAssistant.speak(player, assistant(new Clock()), "What time is it?");
        model.send(ANSWER, new ModelHandle(() -> {}));
        model.handler().onError(new IllegalStateException("rate limit"));
        assertThatThrownBy(() -> speech.playback().join()).hasRootCauseMessage("rate limit");
    }

    /** A model whose tokens are sent by the test, through the code that the models of langchain4j use. */
    private static final class ManualModel implements StreamingChatModel {
        private @Nullable StreamingChatResponseHandler handler;

        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler answer) {
            handler = answer;
        }

        StreamingChatResponseHandler handler() {
            return Objects.requireNonNull(handler);
        }

        void send(String token, StreamingHandle handle) {
            InternalStreamingChatResponseHandlerUtils.onPartialResponse(handler(), token, handle);
        }

        void callTool(String text, String tool) {
            ToolExecutionRequest call = ToolExecutionRequest.builder()
                    .id("1")
                    .name(tool)
                    .arguments("{}")
                    .build();
            complete(AiMessage.from(text, List.of(call)));
        }

        void complete(String text) {
            complete(AiMessage.from(text));
        }

        private void complete(AiMessage message) {
            handler()
                    .onCompleteResponse(
                            ChatResponse.builder().aiMessage(message).build());
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
}
