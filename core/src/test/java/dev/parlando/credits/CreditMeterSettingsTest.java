package dev.parlando.credits;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CreditMeterSettingsTest {
    private static final CreditMeterSettings DEFAULT = CreditMeterSettings.DEFAULT;

    @Test
    void rejectsOutOfRangeSettings() {
        assertRejected("learning", () -> DEFAULT.withLearning(Duration.ofDays(7).minusNanos(1)));
        assertRejected("learning", () -> DEFAULT.withLearning(Duration.ofDays(91)));
        assertRejected("idleAfter", () -> DEFAULT.withIdleAfter(Duration.ZERO));
        assertRejected("idleAfter", () -> DEFAULT.withIdleAfter(Duration.ofDays(366)));
        assertRejected("idleBelowCredits", () -> DEFAULT.withIdleBelowCredits(-1));
        assertRejected("maxKeys", () -> DEFAULT.withMaxKeys(0));
        assertRejected("maxKeys", () -> DEFAULT.withMaxKeys(1_000_001));
    }

    private static void assertRejected(String name, ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
    }
}
