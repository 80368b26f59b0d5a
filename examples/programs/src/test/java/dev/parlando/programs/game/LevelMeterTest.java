package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tests for {@link LevelMeter}. */
class LevelMeterTest {
    private static final int BLOCK = 80; // 10 ms
    private final LevelMeter meter = new LevelMeter();

    LevelMeterTest() {
        meter.begin(new PcmFormat(8000, 1));
    }

    private void write(int blocks, int sample) {
        short[] samples = new short[blocks * BLOCK];
        Arrays.fill(samples, (short) sample);
        meter.add(samples, 0, samples.length);
    }

    @Test
    void measuresLoudnessOfEachSection() {
        write(3, 0);
        write(3, 1000);
        write(3, 20_000);

        assertThat(meter.loudness(BLOCK)).isZero();
        assertThat(meter.loudness(4 * BLOCK)).isBetween(0.3, 0.7);
        assertThat(meter.loudness(8 * BLOCK)).isEqualTo(1);
    }

    @Test
    void returnsSilenceOutsideRecordedRange() {
        write(2000, 20_000);

        assertThat(meter.loudness(-1)).isZero();
        assertThat(meter.loudness(2000L * BLOCK)).isZero();
        assertThat(meter.loudness(0)).isZero();
        assertThat(meter.loudness(1999L * BLOCK)).isEqualTo(1);
    }

    @Test
    void removesTruncatedLevels() {
        write(4, 20_000);
        meter.truncate(2 * BLOCK);

        assertThat(meter.loudness(2 * BLOCK)).isZero();
        write(3, 1000);
        assertThat(meter.loudness(3 * BLOCK)).isBetween(0.3, 0.7);
    }
}
