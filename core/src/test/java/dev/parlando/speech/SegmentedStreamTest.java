package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.text.LiveTextSettings;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the stream of several requests on one thread, with a fake clock and a scripted source. */
class SegmentedStreamTest {
    private final List<SpeechRequest> requests = new ArrayList<>();
    private final List<ScriptedSpeechStream> streams = new ArrayList<>();
    private final ScriptedSpeechSource source = new ScriptedSpeechSource().playing(stream -> {
        requests.add(stream.request());
        streams.add(stream);
    });
    private final FakeTimer timer = new FakeTimer();
    private final SegmentedSpeech speech = new SegmentedSpeech(source, Runnable::run, Runnable::run, timer);
    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private ChunkAction action = ChunkAction.CONTINUE;
    private @Nullable ParlandoException error;

    private final ChunkHandler handler = new ChunkHandler() {
        @Override
        public ChunkAction onChunk(Chunk chunk) {
            calls.add("chunk");
            if (action == ChunkAction.CONTINUE) {
                byte[] copy = new byte[chunk.remaining()];
                chunk.read(copy, 0, copy.length);
                bytes.writeBytes(copy);
            }
            return action;
        }

        @Override
        public void onEnd(SpeechResult result) {
            calls.add(result.cancelled() ? "cancelled" : "end");
        }

        @Override
        public void onError(ParlandoException failure) {
            calls.add("error");
            error = failure;
        }
    };

    private static final SpeechRequest TEMPLATE = SpeechRequest.template()
            .outputFormat(OutputFormat.PCM_8000)
            .model("eleven_flash_v2_5")
            .build();
    private final LiveText text = LiveText.of(TEMPLATE);

    private SpeechStream start() {
        return speech.stream(text, handler, CallOptions.DEFAULT);
    }

    private List<String> texts() {
        return requests.stream().map(SpeechRequest::text).toList();
    }

    @Test
    void sendsOneRequestPerSentenceAndDeliversThemInOrder() {
        SpeechStream stream = start();
        text.append("One is first. Two is second. ");
        assertThat(texts()).containsExactly("One is first. ");
        streams.get(0).chunk(new byte[100]);
        assertThat(texts()).containsExactly("One is first. ");
        text.append("Three");
        assertThat(texts()).containsExactly("One is first. ", "Two is second. ");
        streams.get(1).chunk((byte) 2);
        assertThat(bytes.size()).isEqualTo(100);
        streams.get(0).end();
        assertThat(bytes.size()).isEqualTo(101);
        text.end();
        streams.get(1).end();
        assertThat(texts()).containsExactly("One is first. ", "Two is second. ", "Three");
        streams.get(2).chunk((byte) 3).end();
        assertThat(calls).containsExactly("chunk", "chunk", "chunk", "end");
        assertThat(stream.completion().toCompletableFuture().join().bytes()).isEqualTo(102);
        assertThat(timer.pendingTasks()).isZero();
    }

    @Test
    void namesTheTextBeforeUnlessTheModelRefusesIt() {
        start();
        text.append("One is first. Two is second. X");
        streams.get(0).chunk((byte) 1).end();
        assertThat(requests.get(0).previousText()).isNull();
        assertThat(requests.get(1).previousText()).isEqualTo("One is first. ");
        LiveText without = LiveText.of(TEMPLATE.toBuilder().model("eleven_v3").build());
        assertThat(without.template().isTemplate()).isTrue();
    }

    @Test
    void speaksBufferedTextAfterQuietTime() {
        start();
        text.append("One sec");
        timer.pass(249);
        assertThat(requests).isEmpty();
        text.append("ond");
        timer.pass(249);
        assertThat(requests).isEmpty();
        timer.pass(1);
        assertThat(texts()).containsExactly("One second");
    }

    @Test
    void holdsAndResumesTheCurrentRequest() {
        SpeechStream stream = start();
        text.append("One is first. Two");
        text.end();
        action = ChunkAction.HOLD;
        streams.get(0).chunk((byte) 1).end();
        assertThat(streams.get(0).isHeld()).isTrue();
        action = ChunkAction.CONTINUE;
        stream.resume();
        streams.get(1).chunk((byte) 2).end();
        assertThat(bytes.toByteArray()).containsExactly(1, 2);
        assertThat(calls).endsWith("end");
    }

    @Test
    void cancelsAllRequestsAndTheWriter() {
        SpeechStream stream = start();
        List<String> actions = new ArrayList<>();
        text.onCancel(() -> actions.add("stopped"));
        text.append("One is first. Two is second. X");
        streams.get(0).chunk((byte) 1);
        stream.cancel();
        assertThat(streams).hasSize(2).allMatch(part -> part.cancels() == 1);
        assertThat(calls).containsExactly("chunk", "cancelled");
        assertThat(actions).containsExactly("stopped");
        assertThat(text.append("more")).isZero();
    }

    @Test
    void failsWithTheWriterAfterItsTextWasSpoken() {
        start();
        IllegalStateException cause = new IllegalStateException("model overloaded");
        text.append("One is first. Tw");
        text.fail(cause);
        streams.get(0).chunk((byte) 1).end();
        assertThat(texts()).containsExactly("One is first. ", "Tw");
        streams.get(1).chunk((byte) 2).end();
        assertThat(bytes.toByteArray()).containsExactly(1, 2);
        assertThat(error).isInstanceOf(HandlerException.class).hasCause(cause);
    }

    @Test
    void endsIdleStreamsWhenClosed() {
        start();
        text.append("One is first. Tw");
        streams.get(0).chunk((byte) 1);
        speech.close();
        assertThat(calls).containsExactly("chunk");
        streams.get(0).end();
        assertThat(error).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void failsAtTheDeadlineOfTheWholeText() {
        speech.stream(text, handler, CallOptions.DEFAULT.withDeadline(Duration.ofSeconds(2)));
        timer.pass(1999);
        assertThat(error).isNull();
        timer.pass(1);
        assertThat(error).hasMessageContaining("deadline of 2000 ms");
    }

    @Test
    void acceptsNoMoreTextThanItsRoom() {
        LiveText small = LiveText.of(TEMPLATE, LiveTextSettings.DEFAULT.withCapacityCharacters(100));
        assertThat(small.append("x".repeat(60))).isEqualTo(40);
        assertThat(small.report(0).unsent()).hasSize(60);
    }
}
