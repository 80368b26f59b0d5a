package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SegmenterSettingsTest {
    @Test
    void changesOneValueInEachCopy() {
        SegmenterSettings settings = SegmenterSettings.DEFAULT
                .withLanguage(Locale.GERMAN)
                .withFirstSegment(FirstSegment.SENTENCE)
                .withMinSpokenLength(5)
                .withMaxCharacters(300)
                .withMaxUnclosedCharacters(100);

        assertThat(settings.language()).isEqualTo(Locale.GERMAN);
        assertThat(settings.firstSegment()).isEqualTo(FirstSegment.SENTENCE);
        assertThat(settings.minSpokenLength()).isEqualTo(5);
        assertThat(settings.maxCharacters()).isEqualTo(300);
        assertThat(settings.maxUnclosedCharacters()).isEqualTo(100);
        assertThat(settings)
                .isNotEqualTo(SegmenterSettings.DEFAULT)
                .isEqualTo(settings.withMinSpokenLength(5))
                .hasSameHashCodeAs(settings.withMinSpokenLength(5))
                .hasToString("language de, first segment SENTENCE, at least 5, at most 300, unclosed 100");
    }

    @Test
    void rejectsValuesOutsideTheirRange() {
        SegmenterSettings settings = SegmenterSettings.DEFAULT;
        assertThatThrownBy(() -> settings.withMinSpokenLength(-1)).hasMessage("minSpokenLength must be 0 to 1000: -1");
        assertThatThrownBy(() -> settings.withMaxCharacters(39)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.withMaxUnclosedCharacters(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
