package dev.parlando.credits;

import dev.parlando.voice.Model;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cost of one request. Immutable.
 *
 * @param time time of the request
 * @param keyFingerprint fingerprint of the key
 * @param model id of the model
 * @param credits the cost, not negative
 * @param estimated whether {@code credits} is an estimate because the service reported no cost
 */
public record CreditUse(Instant time, String keyFingerprint, String model, long credits, boolean estimated) {
    /**
     * Validates the cost.
     *
     * @throws IllegalArgumentException if the credits are negative
     */
    public CreditUse {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(model, "model");
        if (credits < 0) {
            throw new IllegalArgumentException("credits must not be negative: " + credits);
        }
    }

    /**
     * Returns the use of one request, with the cost that the service reported or else an estimate.
     *
     * @param model id of the model; null means the service's default model
     * @param characterCost the header {@code character-cost}; null or negative if the service reported no usable cost
     * @param codePoints length of the text in code points
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
     * Estimates the cost of a text: one credit per code point, or one per two code points for fast and conversational
     * models. The prices are the service's as of 2026.
     *
     * @param model id of the model; null means the service's default model
     */
    public static long estimateCredits(@Nullable String model, int codePoints) {
        String name = model == null ? Model.DEFAULT_ID : model.toLowerCase(Locale.ROOT);
        boolean half = name.contains("flash") || name.contains("turbo") || name.contains("conversational");
        return half ? (codePoints + 1L) / 2 : codePoints;
    }
}
