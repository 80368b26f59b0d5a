package dev.parlando.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditUseTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "eleven_multilingual_v2, 55, 55",
        "eleven_v3, 5100, 5100",
        "eleven_v4, 6, 6",
        ", 12, 12",
        "eleven_flash_v2_5, 6, 3",
        "eleven_flash_v2_5, 15, 8",
        "eleven_turbo_v2_5, 44, 22",
        "eleven_v3_conversational, 55, 28",
        "eleven_v4_turbo, 0, 0",
        "eleven_flash_v2_5, 2147483647, 1073741824"
    })
    void estimatesByCodePoints(String model, int codePoints, long credits) {
        assertThat(CreditUse.estimateCredits(model, codePoints)).isEqualTo(credits);
    }

    @Test
    void prefersReportedCreditsToEstimate() {
        assertThat(CreditUse.of(NOW, "k", "eleven_v3", 7, 12))
                .isEqualTo(new CreditUse(NOW, "k", "eleven_v3", 7, false));
        assertThat(CreditUse.of(NOW, "k", "eleven_v3", null, 12))
                .isEqualTo(new CreditUse(NOW, "k", "eleven_v3", 12, true));
        assertThat(CreditUse.of(NOW, "k", "eleven_v3", -1, 12).estimated()).isTrue();
        assertThat(CreditUse.of(NOW, "k", null, 0, 12))
                .isEqualTo(new CreditUse(NOW, "k", "eleven_multilingual_v2", 0, false));
    }

    @Test
    void refusesNegativeCredits() {
        assertThatThrownBy(() -> new CreditUse(NOW, "k", "m", -1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
