package dev.parlando.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CreditMeterSettingsTest {
    private static final CreditMeterSettings DEFAULT = CreditMeterSettings.DEFAULT;

    @Test
    void changesOneSettingAtATime() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Duration week = Duration.ofDays(7);
        assertThat(DEFAULT.withZone(zone)
                        .withLearning(week)
                        .withIdleAfter(Duration.ofDays(3))
                        .withIdleBelowCredits(0)
                        .withMaxKeys(5))
                .isEqualTo(new CreditMeterSettings(zone, week, Duration.ofDays(3), 0, 5));
    }

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
