package dev.parlando.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private final FakeTime time = new FakeTime();

    @ParameterizedTest
    @CsvSource({"pcm_16000, 32000", "wav_24000, 48000", "ulaw_8000, 8000", "alaw_8000, 8000", "mp3_44100_128, 16000"})
    void aSecondOfSoundTakesASecond(String format, int bytesPerSecond) {
        Pace pace = new Pace(time, 1, OutputFormat.parse(format));
        assertThat(pace.earlyNanos()).isZero();
        pace.sent(bytesPerSecond / 2);
        assertThat(pace.earlyNanos()).isEqualTo(500_000_000);
        time.passMillis(300);
        pace.sent(bytesPerSecond / 2);
        assertThat(pace.earlyNanos()).isEqualTo(700_000_000);
    }

    @Test
    void theFactorMakesItFasterOrSlowerOrNothing() {
        OutputFormat format = OutputFormat.PCM_8000;
        for (double factor : new double[] {0.5, 1, 20}) {
            Pace pace = new Pace(time, factor, format);
            pace.sent(16_000);
            assertThat(pace.earlyNanos()).isEqualTo((long) (1e9 / factor));
        }
        Pace none = new Pace(time, 0, format);
        none.sent(16_000);
        assertThat(none.earlyNanos()).isZero();
    }

    @Test
    void timeLostBeforeTheFirstByteIsNotMadeUp() {
        Pace pace = new Pace(time, 1, OutputFormat.PCM_8000);
        time.passMillis(5_000);
        pace.sent(16_000);
        assertThat(pace.earlyNanos()).isEqualTo(1_000_000_000);
    }
}
