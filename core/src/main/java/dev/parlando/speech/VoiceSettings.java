package dev.parlando.speech;

import static dev.parlando.internal.option.OptionRange.checkRange;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings that override the stored settings of a voice. A null setting keeps its stored value.
 *
 * <p>Immutable; start with {@link #STORED} and call the {@code with} methods, which reject a value outside its range
 * with an {@link dev.parlando.error.InvalidRequestException}.
 */
public final class VoiceSettings {
    /** Settings that override nothing. */
    public static final VoiceSettings STORED = new VoiceSettings(new Values());

    private final Values values;

    private VoiceSettings(Values values) {
        this.values = values;
    }

    private VoiceSettings with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new VoiceSettings(copy);
    }

    /** Returns the stability, or null; higher values make the voice vary less. */
    public @Nullable Double stability() {
        return values.stability;
    }

    /** Returns these settings with another stability, 0 to 1. */
    public VoiceSettings withStability(double value) {
        double factor = inRange("stability", value, 0, 1);
        return with(copy -> copy.stability = factor);
    }

    /** Returns the similarity boost, or null; higher values keep the voice closer to the original speaker. */
    public @Nullable Double similarityBoost() {
        return values.similarityBoost;
    }

    /** Returns these settings with another similarity boost, 0 to 1. */
    public VoiceSettings withSimilarityBoost(double value) {
        double factor = inRange("similarity_boost", value, 0, 1);
        return with(copy -> copy.similarityBoost = factor);
    }

    /** Returns the exaggeration of style, or null; any value above 0 adds latency. */
    public @Nullable Double style() {
        return values.style;
    }

    /** Returns these settings with another style exaggeration, 0 to 1. */
    public VoiceSettings withStyle(double value) {
        double factor = inRange("style", value, 0, 1);
        return with(copy -> copy.style = factor);
    }

    /** Returns whether to increase the similarity further, which adds a little latency, or null. */
    public @Nullable Boolean useSpeakerBoost() {
        return values.useSpeakerBoost;
    }

    /** Returns these settings with speaker boost on or off. */
    public VoiceSettings withSpeakerBoost(boolean value) {
        return with(copy -> copy.useSpeakerBoost = value);
    }

    /** Returns the speed, where 1 is the voice's normal speed, or null. */
    public @Nullable Double speed() {
        return values.speed;
    }

    /** Returns these settings with another speed, 0.7 to 1.2. */
    public VoiceSettings withSpeed(double value) {
        double factor = inRange("speed", value, 0.7, 1.2);
        return with(copy -> copy.speed = factor);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VoiceSettings settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static double inRange(String setting, double value, double min, double max) {
        double unsigned = value + 0.0; // Turns -0.0 into 0.0, which is equal in JSON but not to a Double.
        checkRange("voice_settings." + setting, unsigned, min, max);
        return unsigned;
    }

    private static final class Values {
        @Nullable
        Double stability;

        @Nullable
        Double similarityBoost;

        @Nullable
        Double style;

        @Nullable
        Boolean useSpeakerBoost;

        @Nullable
        Double speed;

        Values copy() {
            Values copy = new Values();
            copy.stability = stability;
            copy.similarityBoost = similarityBoost;
            copy.style = style;
            copy.useSpeakerBoost = useSpeakerBoost;
            copy.speed = speed;
            return copy;
        }

        List<@Nullable Object> all() {
            return Arrays.asList(stability, similarityBoost, style, useSpeakerBoost, speed);
        }

        @Override
        public String toString() {
            return "VoiceSettings[stability=" + stability + ", similarityBoost=" + similarityBoost + ", style=" + style
                    + ", useSpeakerBoost=" + useSpeakerBoost + ", speed=" + speed + "]";
        }
    }
}
