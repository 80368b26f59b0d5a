package dev.parlando.credits;

import dev.parlando.credits.CreditWatch.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts and watches what one key spends.
 *
 * <p>Threading: guarded by its own lock, which is held for a moment and never while anybody is told.
 */
final class MeteredKey {
    private static final int MAX_MODELS = 32;
    private static final int MAX_NAME_LENGTH = 100;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final String name;
    private final CreditMeterSettings settings;
    private final boolean watched;
    private final Map<String, Tally> models = new HashMap<>();
    private @Nullable CreditWatch recorded;
    private @Nullable Counter counter;
    private boolean saidToBeIdle;

    /** Makes a key; one that is not watched is only counted. */
    MeteredKey(String name, CreditMeterSettings settings, boolean watched) {
        this.name = name;
        this.settings = settings;
        this.watched = watched;
    }

    static boolean isTooLong(String name) {
        return name.length() > MAX_NAME_LENGTH;
    }

    synchronized void expectIdle(boolean idle) {
        saidToBeIdle = idle;
    }

    synchronized @Nullable CreditAlert record(CreditUse use) {
        models.computeIfAbsent(nameOf(use.model()), model -> new Tally(use.at()))
                .add(use.at(), use.credits(), use.estimated());
        if (!watched) {
            return null;
        }
        long second = HourOfWeek.second(use.at());
        if (recorded == null) {
            recorded = new CreditWatch(settings, second);
        }
        return alert(CreditSource.RECORDED, use.at(), recorded.add(second, (double) use.credits(), saidToBeIdle));
    }

    private String nameOf(String model) {
        boolean room = models.size() < MAX_MODELS - 1 && !isTooLong(model);
        return room || models.containsKey(model) ? model : CreditCount.OTHER;
    }

    synchronized @Nullable CreditAlert read(Instant at, long characterCount) {
        if (!watched) {
            return null; // The counts of several keys make no sense together.
        }
        if (counter == null) {
            counter = new Counter(settings, at, characterCount);
            return null;
        }
        return alert(CreditSource.READ, at, counter.read(at, characterCount, saidToBeIdle));
    }

    private @Nullable CreditAlert alert(CreditSource source, Instant at, @Nullable Finding finding) {
        return finding == null
                ? null
                : new CreditAlert(
                        finding.kind(),
                        source,
                        name,
                        at,
                        Math.round(finding.credits()),
                        Math.round(finding.expected()),
                        WINDOW);
    }

    synchronized List<CreditCount> counts() {
        List<CreditCount> counts = new ArrayList<>();
        models.forEach((model, tally) -> counts.add(tally.count(CreditSource.RECORDED, name, model)));
        if (counter != null && counter.tally() != null) {
            counts.add(counter.tally().count(CreditSource.READ, name, null));
        }
        return counts;
    }
}
