package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InterruptedWaitException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the collection of complete audio from a scripted source. */
@Timeout(60)
class CollectedSpeechTest {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");

    private final ScriptedSpeechSource source = new ScriptedSpeechSource();

    private CollectedSpeech collect(int maxBytes, Consumer<ScriptedSpeechStream> script) {
        return source.playing(script).collect(REQUEST, CallOptions.DEFAULT, maxBytes);
    }

    private static void threeBytes(ScriptedSpeechStream stream) {
        stream.chunk((byte) 1, (byte) 2).chunk((byte) 3).end();
    }

    @Test
    void joinsChunks() {
        CollectedSpeech speech = source.playing(CollectedSpeechTest::threeBytes).collect(REQUEST);
        assertThat(speech.audio()).containsExactly(1, 2, 3);
        assertThat(speech.result().cancelled()).isFalse();
        assertThat(speech.timeline()).isNotNull();
        assertThat(source.stream().request()).isEqualTo(REQUEST);
    }

    @Test
    void reportsFailure() {
        ParlandoException failure = new TransportException("broken", null, RequestProgress.PROCESSED);
        assertThatThrownBy(() -> collect(10, stream -> stream.chunk((byte) 1).fail(failure)))
                .isSameAs(failure);
    }

    @Test
    void cancelsAudioAboveMaximum() {
        assertThat(collect(3, CollectedSpeechTest::threeBytes).audio()).hasSize(3);
        ScriptedSpeechSource longer = new ScriptedSpeechSource().playing(CollectedSpeechTest::threeBytes);
        assertThatThrownBy(() -> longer.collect(REQUEST, CallOptions.DEFAULT, 2))
                .isInstanceOfSatisfying(UnexpectedResponseException.class, error -> assertThat(error.bytesDelivered())
                        .isEqualTo(2))
                .hasMessageContaining("max_bytes");
        assertThat(longer.stream().cancels()).isPositive();
    }

    @Test
    void neverReturnsCancelledAudio() {
        assertThatThrownBy(() -> collect(10, stream -> stream.chunk((byte) 1).cancel()))
                .isInstanceOfSatisfying(TruncatedAudioException.class, error -> assertThat(error.bytesDelivered())
                        .isEqualTo(1));
    }

    @Test
    void cancelsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> collect(10, stream -> {})).isInstanceOf(InterruptedWaitException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(source.stream().cancels()).isPositive();
    }

    @Test
    void passesOptionsOn() {
        CallOptions options = CallOptions.DEFAULT.withHeader("traceparent", "00-1");
        source.playing(CollectedSpeechTest::threeBytes).collect(REQUEST, options, 10);
        assertThat(source.lastOptions()).isEqualTo(options);
    }

    @Test
    void rejectsMaximumBeforeRequest() {
        assertThatThrownBy(() -> collect(0, stream -> {}))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("max_bytes");
        assertThat(source.requests()).isZero();
    }
}
