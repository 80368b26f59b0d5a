package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VoiceSettingsTest {
    private static final VoiceSettings ALL = new VoiceSettings(0.1, 0.2, 0.3, true, 1.1);

    @Test
    void hasNoOverridesWhenStored() {
        assertThat(VoiceSettings.STORED).isEqualTo(new VoiceSettings(null, null, null, null, null));
    }

    @Test
    void changesOneSettingAndKeepsTheOthers() {
        assertThat(ALL.withStability(0.9)).isEqualTo(new VoiceSettings(0.9, 0.2, 0.3, true, 1.1));
        assertThat(ALL.withSimilarityBoost(0.9)).isEqualTo(new VoiceSettings(0.1, 0.9, 0.3, true, 1.1));
        assertThat(ALL.withStyle(0.9)).isEqualTo(new VoiceSettings(0.1, 0.2, 0.9, true, 1.1));
        assertThat(ALL.withSpeakerBoost(false)).isEqualTo(new VoiceSettings(0.1, 0.2, 0.3, false, 1.1));
        assertThat(ALL.withSpeed(0.9)).isEqualTo(new VoiceSettings(0.1, 0.2, 0.3, true, 0.9));
    }
}
