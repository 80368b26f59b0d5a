package dev.parlando.speech;

import org.jspecify.annotations.Nullable;

/**
 * Settings that override the stored settings of a voice. A null setting keeps its stored value.
 *
 * <p>Immutable. The ranges are validated when a request is built with the settings.
 *
 * @param stability 0 to 1; higher values make the voice vary less
 * @param similarityBoost 0 to 1; higher values keep the voice closer to the original speaker
 * @param style 0 to 1, the exaggeration of style; any value above 0 adds latency
 * @param useSpeakerBoost whether to increase the similarity further, which adds a little latency
 * @param speed 0.7 to 1.2, where 1 is the voice's normal speed
 */
public record VoiceSettings(
        @Nullable Double stability,
        @Nullable Double similarityBoost,
        @Nullable Double style,
        @Nullable Boolean useSpeakerBoost,
        @Nullable Double speed) {
    /** Settings that override nothing; start here and call the {@code with} methods. */
    public static final VoiceSettings STORED = new VoiceSettings(null, null, null, null, null);

    /** Returns these settings with another stability, 0 to 1. */
    public VoiceSettings withStability(double value) {
        return new VoiceSettings(value, similarityBoost, style, useSpeakerBoost, speed);
    }

    /** Returns these settings with another similarity boost, 0 to 1. */
    public VoiceSettings withSimilarityBoost(double value) {
        return new VoiceSettings(stability, value, style, useSpeakerBoost, speed);
    }

    /** Returns these settings with another style exaggeration, 0 to 1. */
    public VoiceSettings withStyle(double value) {
        return new VoiceSettings(stability, similarityBoost, value, useSpeakerBoost, speed);
    }

    /** Returns these settings with speaker boost on or off. */
    public VoiceSettings withSpeakerBoost(boolean value) {
        return new VoiceSettings(stability, similarityBoost, style, value, speed);
    }

    /** Returns these settings with another speed, 0.7 to 1.2. */
    public VoiceSettings withSpeed(double value) {
        return new VoiceSettings(stability, similarityBoost, style, useSpeakerBoost, value);
    }
}
