package dev.parlando.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParlandoExceptionTest {
    private static final ServiceError SAID = new ServiceError(404, null, "c", "s", "m", null, null, null);

    private static IOException cause() {
        return new IOException("reset");
    }

    static Stream<Arguments> family() {
        return Stream.of(
                Arguments.of(new InvalidRequestException("seed", "-1"), ErrorCategory.INVALID_REQUEST, false, 0),
                Arguments.of(new AuthenticationException("m", SAID), ErrorCategory.AUTHENTICATION, false, 0),
                Arguments.of(new RequestRejectedException("m", SAID, true), ErrorCategory.REJECTED, true, 0),
                Arguments.of(new CapacityException("m", SAID), ErrorCategory.CAPACITY, true, 0),
                Arguments.of(new UnexpectedResponseException("m"), ErrorCategory.UNEXPECTED_RESPONSE, false, 0),
                Arguments.of(new TruncatedAudioException("m", cause(), 7), ErrorCategory.TRUNCATED, false, 7),
                Arguments.of(new DecodeException("m", null), ErrorCategory.DECODE, false, 0),
                Arguments.of(new PlaybackException("m", null), ErrorCategory.PLAYBACK, false, 0),
                Arguments.of(new HandlerException("m", cause()), ErrorCategory.HANDLER, false, 0),
                Arguments.of(new EngineClosedException("m"), ErrorCategory.CLOSED, false, 0),
                Arguments.of(new InternalException(cause()), ErrorCategory.INTERNAL, false, 0));
    }

    @ParameterizedTest
    @MethodSource("family")
    void reportsCategoryRetryabilityAndBytesDelivered(
            ParlandoException error, ErrorCategory category, boolean retryable, long bytes) {
        assertThat(error.category()).isEqualTo(category);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.bytesDelivered()).isEqualTo(bytes);
        assertThat(error.getMessage()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT, true", "REFUSED, true", "PROCESSED, false"})
    void isRetryableOnlyIfRequestWasNotProcessed(RequestProgress progress, boolean retryable) {
        TransportException error = new TransportException("m", cause(), progress);
        assertThat(error.category()).isEqualTo(ErrorCategory.TRANSPORT);
        assertThat(error.progress()).isEqualTo(progress);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void keepsServiceError() {
        assertThat(new CapacityException("m", SAID).error()).isSameAs(SAID);
        assertThat(new AuthenticationException("m", SAID).error()).isSameAs(SAID);
    }

    @Test
    void unwrapsJdkExceptionWrappers() {
        ParlandoException error = new EngineClosedException("closed");
        assertThat(ParlandoException.from(error)).isSameAs(error);
        assertThat(ParlandoException.from(new ExecutionException(new CompletionException(error))))
                .isSameAs(error);
    }

    @Test
    void convertsAnythingElseToInternalException() {
        IOException foreign = cause();
        assertThat(ParlandoException.from(new CompletionException(foreign)))
                .isInstanceOf(InternalException.class)
                .hasCause(foreign)
                .hasMessageContaining("java.io.IOException");
        CompletionException alone = new CompletionException("alone", null);
        assertThat(ParlandoException.from(alone)).hasCause(alone);
    }

    @Test
    void namesClassPathAsReasonOfLinkageError() {
        assertThat(ParlandoException.from(new NoClassDefFoundError("com/example/Reader")))
                .hasMessageContaining("class path")
                .hasMessageContaining("com/example/Reader");
    }
}
