package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.limits.FakeEventLoopClock;
import org.junit.jupiter.api.Test;

class ResponsePacerTest {
    private final FakeEventLoopClock time = new FakeEventLoopClock();

    @Test
    void pacesAudioInRealTime() {
        ResponsePacer pace = new ResponsePacer(time, 1);
        assertThat(pace.delayNanos()).isZero();
        pace.recordSent(0.5);
        assertThat(pace.delayNanos()).isEqualTo(500_000_000);
        time.passMillis(300);
        pace.recordSent(1);
        assertThat(pace.delayNanos()).isEqualTo(700_000_000);
    }

    @Test
    void scalesDelayByPaceFactor() {
        for (double factor : new double[] {0.5, 1, 20}) {
            ResponsePacer pace = new ResponsePacer(time, factor);
            pace.recordSent(1);
            assertThat(pace.delayNanos()).isEqualTo((long) (1e9 / factor));
        }
        ResponsePacer none = new ResponsePacer(time, 0);
        none.recordSent(1);
        assertThat(none.delayNanos()).isZero();
    }

    @Test
    void ignoresTimeBeforeFirstByte() {
        ResponsePacer pace = new ResponsePacer(time, 1);
        time.passMillis(5_000);
        pace.recordSent(1);
        assertThat(pace.delayNanos()).isEqualTo(1_000_000_000);
    }
}
