package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcmFormatTest {
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 999, 384_001, Integer.MAX_VALUE})
    void rejectsRateOutOfRange(int rateHz) {
        assertThatThrownBy(() -> new PcmFormat(rateHz, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("format: " + rateHz + " Hz is not from 1000 to 384000 Hz");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 6})
    void rejectsChannelsOutOfRange(int channels) {
        assertThatThrownBy(() -> new PcmFormat(48_000, channels))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("format: " + channels + " channels is not from 1 to 2 channels");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "44101, 2", "384000, 2"})
    void acceptsValuesInRange(int rateHz, int channels) {
        assertThat(new PcmFormat(rateHz, channels).channels()).isEqualTo(channels);
    }
}
