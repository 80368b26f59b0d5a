package dev.parlando.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests of the ranges of {@link Timeouts} and {@link RetryPolicy}. */
class NetworkSettingsTest {
    private static final Duration BELOW_ZERO = Duration.ofNanos(-1);
    private static final Duration MORE_THAN_AN_HOUR = Duration.ofHours(1).plusNanos(1);

    @Test
    void namesRejectedTimeLimitAndItsRange() {
        Timeouts limits = Timeouts.DEFAULT;
        assertRejected("timeouts.name_lookup: PT0S is outside PT0.001S", () -> limits.withNameLookup(Duration.ZERO));
        assertRejected("timeouts.connect", () -> limits.withConnect(Duration.ofNanos(999_999)));
        assertRejected("timeouts.hold", () -> limits.withHold(Duration.ofDays(25)));
    }

    @Test
    void namesRejectedValueOfRetryPolicy() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        assertRejected("retry.max_attempts: 0 is outside 1 to 10", () -> policy.withMaxAttempts(0));
        assertRejected("retry.max_attempts", () -> policy.withMaxAttempts(11));
        assertRejected("retry.first_delay", () -> policy.withFirstDelay(BELOW_ZERO));
        assertRejected("retry.first_delay", () -> policy.withFirstDelay(MORE_THAN_AN_HOUR));
        assertRejected("retry.max_delay", () -> policy.withMaxDelay(BELOW_ZERO));
        assertRejected("retry.max_delay", () -> policy.withMaxDelay(MORE_THAN_AN_HOUR));
    }

    @Test
    void acceptsDelaysInAnyOrder() {
        Duration minute = Duration.ofMinutes(1);
        RetryPolicy policy = RetryPolicy.DEFAULT.withFirstDelay(minute).withMaxDelay(minute);
        assertThat(policy.firstDelay()).isEqualTo(policy.maxDelay());
    }

    private static void assertRejected(String message, ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(InvalidRequestException.class).hasMessageContaining(message);
    }
}
