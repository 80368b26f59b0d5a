package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.limits.FakeTime;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final FakeTime time = new FakeTime();

    @Test
    void aSecondOfSoundTakesASecond() {
        Pace pace = new Pace(time, 1);
        assertThat(pace.earlyNanos()).isZero();
        pace.sent(0.5);
        assertThat(pace.earlyNanos()).isEqualTo(500_000_000);
        time.passMillis(300);
        pace.sent(1);
        assertThat(pace.earlyNanos()).isEqualTo(700_000_000);
    }

    @Test
    void theFactorMakesItFasterOrSlowerOrNothing() {
        for (double factor : new double[] {0.5, 1, 20}) {
            Pace pace = new Pace(time, factor);
            pace.sent(1);
            assertThat(pace.earlyNanos()).isEqualTo((long) (1e9 / factor));
        }
        Pace none = new Pace(time, 0);
        none.sent(1);
        assertThat(none.earlyNanos()).isZero();
    }

    @Test
    void timeLostBeforeTheFirstByteIsNotMadeUp() {
        Pace pace = new Pace(time, 1);
        time.passMillis(5_000);
        pace.sent(1);
        assertThat(pace.earlyNanos()).isEqualTo(1_000_000_000);
    }
}
