package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlando.error.InvalidRequestException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VoiceSettingsTest {
    private static Arguments refused(String setting, String inMessage, UnaryOperator<VoiceSettings> change) {
        return arguments(setting, inMessage, change);
    }

    static Stream<Arguments> refusedValues() {
        return Stream.of(
                refused("stability", "-0.01", settings -> settings.withStability(-0.01)),
                refused("stability", "1.01", settings -> settings.withStability(1.01)),
                refused("stability", "NaN", settings -> settings.withStability(Double.NaN)),
                refused("similarity_boost", "-1.0", settings -> settings.withSimilarityBoost(-1)),
                refused("similarity_boost", "1.5", settings -> settings.withSimilarityBoost(1.5)),
                refused("similarity_boost", "NaN", settings -> settings.withSimilarityBoost(Double.NaN)),
                refused("style", "-0.1", settings -> settings.withStyle(-0.1)),
                refused("style", "2.0", settings -> settings.withStyle(2)),
                refused("style", "NaN", settings -> settings.withStyle(Double.NaN)),
                refused("speed", "0.69", settings -> settings.withSpeed(0.69)),
                refused("speed", "1.21 is outside 0.7 to 1.2", settings -> settings.withSpeed(1.21)),
                refused("speed", "Infinity", settings -> settings.withSpeed(Double.POSITIVE_INFINITY)),
                refused("speed", "NaN", settings -> settings.withSpeed(Double.NaN)));
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void namesRejectedSettingAndValue(String setting, String inMessage, UnaryOperator<VoiceSettings> change) {
        assertThatThrownBy(() -> change.apply(VoiceSettings.STORED))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("voice_settings." + setting + ": ")
                .hasMessageContaining(inMessage);
    }

    @Test
    void acceptsRangeBoundaries() {
        VoiceSettings lowest = VoiceSettings.STORED
                .withStability(0)
                .withSimilarityBoost(0)
                .withStyle(0)
                .withSpeed(0.7);
        assertThat(lowest.withStability(1)
                        .withSimilarityBoost(1)
                        .withStyle(1)
                        .withSpeed(1.2)
                        .stability())
                .isEqualTo(1);
    }

    @Test
    void takesNegativeZeroForZero() {
        assertThat(VoiceSettings.STORED.withStyle(-0.0)).isEqualTo(VoiceSettings.STORED.withStyle(0));
    }
}
