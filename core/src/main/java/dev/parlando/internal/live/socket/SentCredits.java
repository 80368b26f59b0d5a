package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditUse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The estimate of the credits of one stream. A WebSocket reports no cost.
 *
 * <p>Threading: written on the event loop, and recorded on the delivery thread.
 */
final class SentCredits {
    private final @Nullable String modelId;
    private volatile @Nullable String keyFingerprint;
    private volatile int codePoints;

    SentCredits(@Nullable String modelId) {
        this.modelId = modelId;
    }

    /** Sets the key that is charged. */
    void setKey(@Nullable ApiKey key) {
        keyFingerprint = key == null ? null : key.fingerprint();
    }

    /** Counts sent text. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The event loop is the only writer.
    void onSent(String text) {
        codePoints += text.codePointCount(0, text.length());
    }

    /** Returns whether text was sent. */
    boolean isSent() {
        return codePoints > 0;
    }

    /** Adds the credits to a meter, if there is one. */
    void record(@Nullable CreditMeter meter) {
        String fingerprint = keyFingerprint;
        if (meter != null && fingerprint != null && isSent()) {
            meter.record(CreditUse.of(Instant.now(), fingerprint, modelId, null, codePoints));
        }
    }
}
