package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.cache.CachedSpeech;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.fault.CollectingHandler;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of calls to a source of a program that breaks its contract. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceCheckTest {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello.");

    /** Returns no stream. */
    @SuppressWarnings("NullAway") // On purpose.
    private static SpeechStream nothing(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        return null;
    }

    private static SpeechStream thrown(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        throw new NoClassDefFoundError("missing");
    }

    private static final SpeechSource NOTHING = SourceCheckTest::nothing;

    static Stream<SpeechSource> wrappers() {
        return Stream.of(
                CachedSpeech.over(NOTHING), FallbackSpeech.of(FallbackStep.of(NOTHING)), SegmentedSpeech.over(NOTHING));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void namesSourceThatReturnsNull(SpeechSource source) {
        assertThat(failure(source, REQUEST))
                .hasStackTraceContaining("SourceCheckTest")
                .hasStackTraceContaining("null");
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void endsLiveTextOfSourceThatReturnsNull(SpeechSource source) {
        LiveText text = LiveText.of(SpeechRequest.template().build());
        CollectingHandler handler = new CollectingHandler();
        source.stream(text, handler);
        text.append("One sentence. ");
        text.end();
        assertThatThrownBy(handler::await).hasStackTraceContaining("null instead of a stream");
    }

    private static Throwable failure(SpeechSource source, SpeechRequest request) {
        CollectingHandler handler = new CollectingHandler();
        try {
            source.stream(request, handler, CallOptions.DEFAULT);
            handler.await();
        } catch (Throwable failure) {
            return failure;
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void failsAtCallWithoutWrapper() {
        assertThatThrownBy(() -> NOTHING.collect(REQUEST)).hasMessageContaining("null instead of a stream");
        assertThatThrownBy(() -> NOTHING.inputStream(REQUEST)).hasMessageContaining("null instead of a stream");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publisherReportsFailureToSubscriber(boolean isNull) {
        SpeechSource source = isNull ? NOTHING : SourceCheckTest::thrown;
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        source.publisher(REQUEST).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(ByteBuffer item) {}

            @Override
            public void onError(Throwable thrown) {
                failure.complete(thrown);
            }

            @Override
            public void onComplete() {}
        });
        assertThat(failure.join()).hasStackTraceContaining(isNull ? "null instead of a stream" : "missing");
    }

    @Test
    void endsLiveTextOfSourceThatFailsWithError() {
        LiveText text = LiveText.of(SpeechRequest.template().build());
        CollectingHandler handler = new CollectingHandler();
        SpeechSource source = SourceCheckTest::thrown;
        source.stream(text, handler);
        text.append("One sentence. ");
        text.end();
        assertThatThrownBy(handler::await).hasStackTraceContaining("missing");
    }
}
