package dev.parlando.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the retry decisions, with a fixed random number. */
class RetryBudgetTest {
    private static final RetryPolicy POLICY = RetryPolicy.DEFAULT
            .withMaxAttempts(10)
            .withFirstDelay(Duration.ofMillis(100))
            .withMaxDelay(Duration.ofMillis(1_000));

    private final RetryBudget retries = new RetryBudget(POLICY, () -> 0.5);

    private static TransportException broken(RequestProgress progress) {
        return new TransportException("broken", null, progress);
    }

    private static CapacityException busy(@Nullable Duration retryAfter) {
        return new CapacityException(
                "busy", new ServiceError(429, null, null, "system_busy", null, null, null, retryAfter));
    }

    private static RequestRejectedException rejected(int status, boolean retryable) {
        return rejected(status, null, retryable);
    }

    private static RequestRejectedException rejected(int status, @Nullable String reason, boolean retryable) {
        return new RequestRejectedException(
                "no", new ServiceError(status, null, reason, null, null, null, null, null), retryable);
    }

    private static long nanos(RetryBudget retries, int attempts, ParlandoException error, boolean idempotent) {
        return retries.delayNanos(attempts, error, error.progress() != RequestProgress.NOT_SENT, idempotent);
    }

    private static Duration delay(RetryBudget retries, int attempts, ParlandoException error) {
        return Duration.ofNanos(nanos(retries, attempts, error, false));
    }

    @Test
    void delaysByShareOfDoublingBound() {
        assertThat(delay(retries, 1, broken(RequestProgress.NOT_SENT))).isEqualTo(Duration.ofMillis(50));
        assertThat(delay(retries, 2, broken(RequestProgress.NOT_SENT))).isEqualTo(Duration.ofMillis(100));
        assertThat(delay(retries, 3, broken(RequestProgress.NOT_SENT))).isEqualTo(Duration.ofMillis(200));
        assertThat(delay(retries, 9, broken(RequestProgress.NOT_SENT))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void retriesRefusedRequestImmediatelyOnce() {
        assertThat(delay(retries, 1, broken(RequestProgress.REFUSED))).isZero();
        assertThat(delay(retries, 2, broken(RequestProgress.REFUSED))).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void doesNotChargeBudgetIfConnectionAcceptedRequest() {
        for (int i = 0; i < 20; i++) {
            assertThat(retries.delayNanos(1, broken(RequestProgress.NOT_SENT), true, false))
                    .isZero();
            assertThat(retries.delayNanos(2, broken(RequestProgress.NOT_SENT), true, false))
                    .isPositive();
        }
    }

    @Test
    void retriesPossiblyBilledRequestOnlyIfAllowed() {
        ParlandoException processed = broken(RequestProgress.PROCESSED);
        assertThat(nanos(retries, 1, processed, false)).isEqualTo(RetryBudget.NEVER);
        assertThat(nanos(retries, 1, processed, true)).isPositive();
        RetryPolicy bold = RetryPolicy.DEFAULT
                .withMaxAttempts(2)
                .withFirstDelay(Duration.ofMillis(100))
                .withMaxDelay(Duration.ofMillis(100))
                .withRetryIfProcessed(true);
        assertThat(nanos(new RetryBudget(bold, () -> 0.5), 1, processed, false)).isPositive();
    }

    @Test
    void retriesOnlyTransientFailures() {
        assertThat(nanos(retries, 1, rejected(404, false), true)).isEqualTo(RetryBudget.NEVER);
        assertThat(nanos(retries, 1, rejected(503, true), true)).isPositive();
        assertThat(nanos(retries, 1, new UnexpectedResponseException("no audio"), true))
                .isEqualTo(RetryBudget.NEVER);
        assertThat(nanos(retries, 1, new TruncatedAudioException("cut", null, 7), true))
                .isEqualTo(RetryBudget.NEVER);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 500, 502, 503, 504, 524})
    void retriesSpeechAfterStatusThatGatewaysSendOnlyIfAllowed(int status) {
        assertThat(nanos(retries, 1, rejected(status, true), false)).isEqualTo(RetryBudget.NEVER);
        assertThat(nanos(retries, 1, rejected(status, "internal_error", true), false))
                .isEqualTo(RetryBudget.NEVER);
        RetryPolicy bold = RetryPolicy.DEFAULT
                .withMaxAttempts(2)
                .withFirstDelay(Duration.ofMillis(100))
                .withMaxDelay(Duration.ofMillis(100))
                .withRetryIfProcessed(true);
        assertThat(nanos(new RetryBudget(bold, () -> 0.5), 1, rejected(status, true), false))
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"503, service_unavailable", "503, maintenance", "409, already_running", "409, concurrent_modification"})
    void retriesSpeechThatServiceDidNotProcess(int status, String reason) {
        assertThat(nanos(retries, 1, rejected(status, reason, true), false)).isPositive();
    }

    @Test
    void doesNotRetryTimeout() {
        TransportException late = new TransportException("late", null, RequestProgress.NOT_SENT, TimeoutPhase.CONNECT);
        assertThat(nanos(retries, 1, late, true)).isEqualTo(RetryBudget.NEVER);
    }

    @Test
    void appliesRetryAfterOfService() {
        assertThat(delay(retries, 1, busy(Duration.ofMillis(900)))).isEqualTo(Duration.ofMillis(900));
        assertThat(delay(retries, 1, busy(null))).isEqualTo(Duration.ofMillis(50));
        assertThat(nanos(retries, 1, busy(Duration.ofSeconds(2)), false)).isEqualTo(RetryBudget.NEVER);
    }

    @ParameterizedTest
    @EnumSource(RequestProgress.class)
    void limitsAttemptsByPolicy(RequestProgress progress) {
        assertThat(nanos(retries, 10, broken(progress), true)).isEqualTo(RetryBudget.NEVER);
        assertThat(nanos(new RetryBudget(RetryPolicy.NONE, () -> 0.5), 1, broken(progress), true))
                .isEqualTo(RetryBudget.NEVER);
    }

    @Test
    void exhaustsBudgetInOutageAndRefillsOnSuccess() {
        for (int i = 0; i < 5; i++) {
            assertThat(nanos(retries, 1, broken(RequestProgress.NOT_SENT), false))
                    .isPositive();
        }
        assertThat(nanos(retries, 1, broken(RequestProgress.NOT_SENT), false)).isEqualTo(RetryBudget.NEVER);
        // The budget does not limit the retry of a refused request, which costs the peer nothing.
        assertThat(nanos(retries, 1, broken(RequestProgress.REFUSED), false)).isZero();
        assertThat(nanos(retries, 2, broken(RequestProgress.REFUSED), false)).isPositive();
        for (int i = 0; i < 10; i++) {
            retries.onSuccess();
        }
        assertThat(nanos(retries, 1, broken(RequestProgress.NOT_SENT), false)).isPositive();
        assertThat(nanos(retries, 1, broken(RequestProgress.NOT_SENT), false)).isEqualTo(RetryBudget.NEVER);
    }

    @Test
    void limitsBudgetAfterManySuccesses() {
        for (int i = 0; i < 1_000; i++) {
            retries.onSuccess();
        }
        exhaustsBudgetInOutageAndRefillsOnSuccess();
    }
}
