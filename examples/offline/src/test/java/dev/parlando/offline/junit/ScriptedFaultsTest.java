package dev.parlando.offline.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.SpeechEngine;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.offline.RecordedRequest;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.load.ConnectionFault;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripted faults of answers and connections, met by an engine over HTTP/2. */
@Timeout(120)
class ScriptedFaultsTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").outputFormat(OutputFormat.PCM_16000).build();
    private static final SpeechAnswer SECOND = SpeechAnswer.tone(Duration.ofSeconds(1));

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    /** Returns the error of a request without retries. */
    private static ParlandoException failure(Timeouts timeouts) {
        try (SpeechEngine engine = service.engineBuilder()
                .retryPolicy(RetryPolicy.NONE)
                .timeouts(timeouts)
                .build()) {
            Throwable thrown = catchThrowable(
                    () -> engine.stream(REQUEST, chunk -> ChunkAction.CONTINUE).join());
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            if (cause instanceof ParlandoException error) {
                return error;
            }
            throw new AssertionError("expected an error of the library", cause);
        }
    }

    private static ParlandoException failure() {
        return failure(Timeouts.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "CUT, PROCESSED",
        "CONNECTION_RESET, PROCESSED",
        "STREAM_RESET, PROCESSED",
        "STREAM_REFUSED, REFUSED",
        "GO_AWAY_UNPROCESSED, REFUSED",
        "GO_AWAY_ERROR, PROCESSED"
    })
    void faultBeforeHeaders(AnswerFault fault, RequestProgress progress) {
        service.answer(SECOND.failing(fault));

        ParlandoException error = failure();

        assertThat(error).isInstanceOf(TransportException.class);
        assertThat(error.progress()).isEqualTo(progress);
        service.requests().only().assertOutcome(RequestOutcome.BROKEN_OFF);
        assertThat(service.requests().only().bytesSent()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = AnswerFault.class,
            names = {"CUT", "STREAM_RESET", "STREAM_REFUSED", "GO_AWAY_ERROR", "TRUNCATION"})
    void faultDuringAudio(AnswerFault fault) {
        service.answer(SECOND.failingAfter(1_000, fault));

        ParlandoException error = failure();

        assertThat(error).isInstanceOf(TruncatedAudioException.class);
        assertThat(error.bytesDelivered()).isEqualTo(1_000);
        assertThat(service.requests().only().bytesSent()).isEqualTo(1_000);
    }

    @Test
    void connectionResetDuringAudio() {
        service.answer(SECOND.failingAfter(1_000, AnswerFault.CONNECTION_RESET));

        // A reset may overtake audio that the client has not read.
        assertThat(failure()).isInstanceOfAny(TransportException.class, TruncatedAudioException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void gracefulGoAwayCompletesTheAnswer(long bytes) {
        service.answer(SECOND.failingAfter(bytes, AnswerFault.GO_AWAY));

        service.engine().stream(REQUEST, chunk -> ChunkAction.CONTINUE).join();
        service.engine().stream(REQUEST, chunk -> ChunkAction.CONTINUE).join();

        service.requests().assertCount(2).last().assertCompleted();
        assertThat(service.requests().list())
                .extracting(RecordedRequest::connection)
                .doesNotHaveDuplicates();
    }

    @Test
    void stallBeforeHeaders() {
        service.answer(SECOND.failing(AnswerFault.STALL));

        ParlandoException error = failure(Timeouts.DEFAULT.withResponseHeaders(Duration.ofMillis(200)));

        assertThat(error.timeoutPhase()).isEqualTo(TimeoutPhase.RESPONSE_HEADERS);
        service.requests().only().assertCancelled();
    }

    @Test
    void stallDuringAudio() {
        service.answer(SECOND.failingAfter(1_000, AnswerFault.STALL));

        ParlandoException error = failure(Timeouts.DEFAULT.withSilence(Duration.ofMillis(200)));

        assertThat(error).isInstanceOf(TruncatedAudioException.class);
        assertThat(error.bytesDelivered()).isEqualTo(1_000);
    }

    @Test
    void refusedStreamIsRetried() {
        service.answer(SECOND.failing(AnswerFault.STREAM_REFUSED), SECOND);

        service.engine().stream(REQUEST, chunk -> ChunkAction.CONTINUE).join();

        service.requests().assertTexts("Hello", "Hello").last().assertCompleted();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void connectionFault(ConnectionFault fault) {
        service.server().connectionFault(fault);

        ParlandoException error = failure(
                Timeouts.DEFAULT.withTlsHandshake(Duration.ofMillis(300)).withResponseHeaders(Duration.ofMillis(300)));

        assertThat(error).isInstanceOf(TransportException.class);
        service.requests().assertCount(0);

        service.server().connectionFault(ConnectionFault.NONE);
        service.engine().stream(REQUEST, chunk -> ChunkAction.CONTINUE).join();
        service.requests().only().assertCompleted();
    }

    @Test
    void cutConnectionsEndRunningAnswers() {
        service.answer(SECOND.failingAfter(1_000, AnswerFault.STALL));
        try (SpeechEngine engine =
                service.engineBuilder().retryPolicy(RetryPolicy.NONE).build()) {
            var stream = engine.stream(REQUEST, chunk -> ChunkAction.CONTINUE);
            service.requests().await(1);

            service.server().cutConnections();

            assertThat(catchThrowable(stream::join)).isNotNull();
        }
    }
}
