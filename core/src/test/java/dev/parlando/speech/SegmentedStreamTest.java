package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.SegmenterSettings;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
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
        public void onResponse(SpeechResponse response) {
            responses.add(response);
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            starts.add(Objects.requireNonNull(timing.alignment()).startMillis(0));
        }

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
    private static final LiveTextSettings SETTINGS =
            LiveTextSettings.DEFAULT.withSegmenter(SegmenterSettings.DEFAULT.withMinSpokenLength(0));
    private final LiveText text = LiveText.of(TEMPLATE, SETTINGS);
    private final List<Double> starts = new ArrayList<>();
    private final List<SpeechResponse> responses = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

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

    /** Times of a source with a thread of its own may arrive before {@code stream} returns. */
    @Test
    void textIsSentBeforeItsTimesArrive() {
        source.playing(stream -> sent.add(text.takeSent()));
        start();
        text.append("One is first. Two");
        assertThat(sent).containsExactly("One is first. ");
    }

    @Test
    void namesTheTextBeforeUnlessTheModelRefusesIt() {
        start();
        text.append("One is first. Two is second. X");
        streams.get(0).chunk((byte) 1).end();
        assertThat(requests.get(0).previousText()).isNull();
        assertThat(requests.get(1).previousText()).isEqualTo("One is first. ");
    }

    @Test
    void namesNoTextToModelsThatRefuseIt() {
        LiveText v3 = LiveText.of(TEMPLATE.toBuilder().model("eleven_v3").build(), SETTINGS);
        speech.stream(v3, handler, CallOptions.DEFAULT);
        v3.append("One is first. Two is second. X");
        streams.get(0).chunk((byte) 1).end();
        assertThat(requests).hasSize(2).allMatch(request -> request.previousText() == null);
    }

    private static SpeechResponse response(String id, int cost) {
        return new SpeechResponse("h2", true, null, null, id, null, cost, null, null, null, null, null, null);
    }

    private static SpeechTiming timing(String characters, double stepSeconds) {
        double[] start = new double[characters.length()];
        double[] end = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = i * stepSeconds;
            end[i] = (i + 1) * stepSeconds;
        }
        return new SpeechTiming(new Alignment(List.of(characters.split("")), start, end), null);
    }

    @Test
    void shiftsTimesToOneTimelineAndAddsUpTheCost() {
        SpeechStream stream = start();
        text.append("One is first. Two is second. ");
        text.end();
        streams.get(0).response(response("id1", 10)).timing(timing("One", 0.1)).chunk(new byte[16_000]);
        streams.get(1).response(response("id2", 12)).timing(timing("Two", 0.1)).chunk(new byte[8_000]);
        assertThat(starts).containsExactly(0.0);
        streams.get(0).end();
        streams.get(1).end();
        assertThat(starts).containsExactly(0.0, 1000.0);
        assertThat(responses).extracting(SpeechResponse::requestId).containsExactly("id1");
        SpeechResult result = stream.completion().toCompletableFuture().join();
        assertThat(Objects.requireNonNull(result.response()).characterCost()).isEqualTo(22);
    }

    @Test
    void leavesTheLeadInOfMp3OutOfTheTimeline() {
        SpeechRequest template =
                TEMPLATE.toBuilder().outputFormat(OutputFormat.MP3_44100_128).build();
        LiveText mp3 = LiveText.of(template, SETTINGS);
        assertThat(speech.stream(mp3, handler, CallOptions.DEFAULT)).isNotNull();
        mp3.append("One is first. Two is second. ");
        mp3.end();
        streams.get(0).chunk(new byte[16_000]).end();
        streams.get(1).timing(timing("Two", 0.1)).chunk(new byte[100]).end();
        assertThat(starts).containsExactly(1000 - 1000 * 1105 / 44_100.0);
    }

    @Test
    void sendsTheNextRequestWhenLittleAudioIsLeft() {
        start();
        text.append("x".repeat(200) + ". Two is second. ");
        text.end();
        // 100 ms a character is 20 s for the sentence, of which 15 s have to be consumed.
        streams.get(0).timing(timing("x".repeat(100), 0.1)).chunk(new byte[14 * 16_000]);
        assertThat(requests).hasSize(1);
        streams.get(0).chunk(new byte[2 * 16_000]);
        assertThat(requests).hasSize(2);
    }

    @Test
    void stopsTheDemandOfAnEndlessPublisherWhileTheHandlerHolds() {
        SpeechStream stream = start();
        action = ChunkAction.HOLD;
        AtomicLong published = new AtomicLong();
        text.subscribeTo(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private long open;

            @Override
            public void request(long n) {
                open += n;
                if (open == n) {
                    for (; open > 0; open--) {
                        published.incrementAndGet();
                        subscriber.onNext("Another sentence of an endless text. ");
                    }
                }
            }

            @Override
            public void cancel() {
                calls.add("upstream cancelled");
            }
        }));
        streams.get(0).chunk(new byte[100]);
        timer.pass(100_000);
        assertThat(published.get() * 37).isLessThan(20_000 + 3 * 37);
        assertThat(streams.size()).isLessThanOrEqualTo(2);
        stream.cancel();
        assertThat(calls).contains("upstream cancelled");
    }

    private static final String LONG_TEXT = "A sentence of forty-two characters, really. ".repeat(1000);

    private void longText(String model) {
        SpeechRequest request =
                TEMPLATE.toBuilder().text(LONG_TEXT).model(model).build();
        assertThat(speech.stream(request, handler, CallOptions.DEFAULT)).isNotNull();
    }

    @Test
    void dividesTextAboveTheLimitOfItsModelAndNamesEndedRequests() {
        longText("eleven_multilingual_v2");
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).response(response("id" + i, 1)).chunk((byte) i).end();
        }
        assertThat(String.join("", texts())).isEqualTo(LONG_TEXT);
        assertThat(texts()).hasSize(5).allMatch(part -> part.length() <= 10_000 && part.endsWith(". "));
        assertThat(requests.get(4).previousRequestIds()).containsExactly("id1", "id2", "id3");
        assertThat(requests).allMatch(request -> request.previousText() == null);
        assertThat(bytes.toByteArray()).containsExactly(0, 1, 2, 3, 4);
        assertThat(calls).endsWith("end");
        assertThat(starts).isEmpty();
    }

    @Test
    void namesTheTextBeforeToAListener() {
        longText("eleven_multilingual_v2");
        action = ChunkAction.HOLD;
        ScriptedSpeechStream first = streams.get(0);
        first.timing(timing("x".repeat(9_990), 0.01)).chunk(new byte[96 * 16_000]);
        action = ChunkAction.CONTINUE;
        first.resume();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).previousRequestIds()).isEmpty();
        assertThat(texts().get(0))
                .endsWith(Objects.requireNonNull(requests.get(1).previousText()));
    }

    @Test
    void sendsTextsWithinTheLimitAsTheyAre() {
        longText("eleven_turbo_v9");
        assertThat(texts()).containsExactly(LONG_TEXT);
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
    void cancelsTheWriterWhenARequestIsRefused() {
        List<String> actions = new ArrayList<>();
        text.onCancel(() -> actions.add("stopped"));
        source.refusing(new EngineClosedException("made by the test"));
        SpeechStream stream = start();
        text.append("One is first. Two");
        assertThat(calls).containsExactly("error");
        assertThat(error).hasMessage("made by the test");
        assertThat(actions).containsExactly("stopped");
        assertThat(stream.completion().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void deliversTheAudioBeforeAFailureOfTheNextRequest() {
        start();
        text.append("One is first. Two is second. X");
        streams.get(0).chunk((byte) 1);
        streams.get(1).fail(new EngineClosedException("made by the test"));
        assertThat(error).isNull();
        streams.get(0).chunk((byte) 2).end();
        assertThat(bytes.toByteArray()).containsExactly(1, 2);
        assertThat(error).hasMessage("made by the test");
    }

    @Test
    void countsTheQuietTimeFromTheLastTextAlsoDuringLongAudio() {
        start();
        text.append("x".repeat(200) + ". Two");
        streams.get(0).timing(timing("x".repeat(100), 0.1)).chunk(new byte[14 * 16_000]);
        timer.pass(250);
        streams.get(0).chunk(new byte[2 * 16_000]);
        assertThat(texts()).hasSize(2).endsWith("Two");
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
