package dev.parlando.benchmarks.endtoend.pull;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RampSignalTest {
    private final RampSignal ramp = new RampSignal(100_000);

    private void checkRange(long from, long to) {
        for (long place = from; place < to; place++) {
            ramp.check(RampSignal.at(place));
        }
    }

    private void checkSilence(int samples) {
        for (int i = 0; i < samples; i++) {
            ramp.check((short) 0);
        }
    }

    @Test
    void acceptsCompleteSignalSurroundedBySilence() throws Exception {
        checkSilence(10);
        checkRange(0, 100_000);
        checkSilence(10);

        assertThat(ramp.awaitEnd(0)).isTrue();
        assertThat(ramp.isPerfect()).isTrue();
    }

    @Test
    void countsGapsAndLostAndRepeatedSamples() throws Exception {
        checkRange(0, 1000);
        checkSilence(7);
        checkRange(1000, 2000);
        checkRange(1990, 70_000);
        checkRange(70_005, 100_000);

        assertThat(ramp.awaitEnd(0)).isTrue();
        assertThat(ramp.isPerfect()).isFalse();
        assertThat(ramp)
                .hasToString("100005 of 100000 samples received, 1 gaps of 7 samples in all, 5 lost, 10 repeated");
    }

    @Test
    void reportsNoEndForTruncatedSignal() throws Exception {
        checkRange(0, 99_999);

        assertThat(ramp.awaitEnd(0)).isFalse();
    }
}
