package dev.parlando.credits;

import dev.parlando.voice.Model;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what one request cost. Immutable.
 *
 * @param time when
 * @param keyFingerprint names the key without showing it
 * @param model the id of the model
 * @param credits what it cost, not negative
 * @param estimated whether that is our estimate, since the service did not say
 */
public record CreditUse(Instant time, String keyFingerprint, String model, long credits, boolean estimated) {
    /** Refuses negative credits. */
    public CreditUse {
        Objects.requireNonNull(time, "at");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(model, "model");
        if (credits < 0) {
            throw new IllegalArgumentException("credits must not be negative: " + credits);
        }
    }

    /**
     * Returns the use of one request: what the service said, or else an estimate.
     *
     * @param model null means the service's default model
     * @param characterCost the header {@code character-cost}; null, or senseless, if the service did not say
     * @param codePoints how long the text is
     */
    public static CreditUse of(
            Instant time,
            String keyFingerprint,
            @Nullable String model,
            @Nullable Integer characterCost,
            int codePoints) {
        boolean estimated = characterCost == null || characterCost < 0;
        long credits = estimated ? estimateCredits(model, codePoints) : characterCost;
        return new CreditUse(time, keyFingerprint, model == null ? Model.DEFAULT_ID : model, credits, estimated);
    }

    /**
     * Estimates what a text costs: a credit for each code point, or for two where the model is a fast one or a
     * conversational one (the service's prices as of 2026).
     *
     * @param model null means the service's default model
     */
    public static long estimateCredits(@Nullable String model, int codePoints) {
        String name = model == null ? Model.DEFAULT_ID : model.toLowerCase(Locale.ROOT);
        boolean half = name.contains("flash") || name.contains("turbo") || name.contains("conversational");
        return half ? (codePoints + 1L) / 2 : codePoints;
    }
}
