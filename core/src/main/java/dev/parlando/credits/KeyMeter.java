package dev.parlando.credits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.credits.UsageAnomalyDetector.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Totals and anomaly detection for one key.
 *
 * <p>Threading: guarded by its own lock, which is held briefly and never while a listener is called.
 */
final class KeyMeter {
    private static final int MAX_MODELS = 32;
    private static final int MAX_NAME_LENGTH = 100;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final String keyFingerprint;
    private final CreditMeterSettings settings;
    private final boolean detectsAnomalies;

    @GuardedBy("this")
    private final Map<String, UsageTotals> totalsByModel = new HashMap<>();

    @GuardedBy("this")
    private @Nullable UsageAnomalyDetector detector;

    @GuardedBy("this")
    private @Nullable UsageCounter usageCounter;

    @GuardedBy("this")
    private boolean expectedIdle;

    /** Creates the meter of a key; without {@code detectsAnomalies} it only counts. */
    KeyMeter(String name, CreditMeterSettings settings, boolean detectsAnomalies) {
        this.keyFingerprint = name;
        this.settings = settings;
        this.detectsAnomalies = detectsAnomalies;
    }

    static boolean isNameTooLong(String name) {
        return name.length() > MAX_NAME_LENGTH;
    }

    synchronized void expectIdle(boolean idle) {
        expectedIdle = idle;
    }

    synchronized @Nullable CreditAlert record(CreditUse use) {
        totalsByModel
                .computeIfAbsent(modelNameOf(use.model()), model -> new UsageTotals(use.time()))
                .add(use.time(), use.credits(), use.estimated());
        if (!detectsAnomalies) {
            return null;
        }
        long second = HourOfWeek.epochSecond(use.time());
        if (detector == null) {
            detector = new UsageAnomalyDetector(settings, second);
        }
        return newAlert(CreditSource.RECORDED, use.time(), detector.add(second, (double) use.credits(), expectedIdle));
    }

    @GuardedBy("this")
    private String modelNameOf(String model) {
        boolean room = totalsByModel.size() < MAX_MODELS - 1 && !isNameTooLong(model);
        return room || totalsByModel.containsKey(model) ? model : CreditCount.OTHER;
    }

    synchronized @Nullable CreditAlert recordReading(Instant time, long characterCount) {
        if (!detectsAnomalies) {
            return null; // Counters of different keys cannot be combined.
        }
        if (usageCounter == null) {
            usageCounter = new UsageCounter(settings, time, characterCount);
            return null;
        }
        return newAlert(CreditSource.READ, time, usageCounter.read(time, characterCount, expectedIdle));
    }

    private @Nullable CreditAlert newAlert(CreditSource source, Instant time, @Nullable Finding finding) {
        return finding == null
                ? null
                : new CreditAlert(
                        finding.kind(),
                        source,
                        keyFingerprint,
                        time,
                        Math.round(finding.credits()),
                        Math.round(finding.expected()),
                        WINDOW);
    }

    synchronized List<CreditCount> counts() {
        List<CreditCount> counts = new ArrayList<>();
        totalsByModel.forEach(
                (model, totals) -> counts.add(totals.toCount(CreditSource.RECORDED, keyFingerprint, model)));
        if (usageCounter != null && usageCounter.totals() != null) {
            counts.add(usageCounter.totals().toCount(CreditSource.READ, keyFingerprint, null));
        }
        return counts;
    }
}
