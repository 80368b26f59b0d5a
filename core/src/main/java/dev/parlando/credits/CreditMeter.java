package dev.parlando.credits;

import dev.parlando.internal.event.EventDispatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Counts the credits that each key spends with each model and detects anomalies. Anomalies are spikes, use at unusual
 * hours, and use of a key that should be idle.
 *
 * <p>Requests are {@linkplain #record recorded}. The use of a key by other clients shows only in the service's own
 * count; add {@linkplain #recordReading readings} of that count to include it. The only clock is the time in these
 * records, so past records can be replayed, preferably before a listener is added.
 *
 * <p>Memory: about 1.6 KB per key, 1.4 KB more with readings, and 160 bytes for each further model of at most 32. Keys
 * and models beyond the maximum count as {@link CreditCount#OTHER}.
 *
 * <p>Threading: safe for use from any thread. Calls block only for a short lock per key, and listeners are called on
 * another thread.
 */
public final class CreditMeter {
    private final CreditMeterSettings settings;
    private final EventDispatcher<CreditListener> listeners;
    private final Map<String, KeyMeter> keys = new ConcurrentHashMap<>();
    private final KeyMeter otherKeys;

    private CreditMeter(CreditMeterSettings settings, EventDispatcher<CreditListener> listeners) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.listeners = listeners;
        otherKeys = new KeyMeter(CreditCount.OTHER, settings, false);
    }

    /** Creates a meter that calls its listeners on a daemon thread, which exists only while alerts are pending. */
    public static CreditMeter create(CreditMeterSettings settings) {
        return new CreditMeter(settings, new EventDispatcher<>("credit meter"));
    }

    /** Creates a meter that calls its listeners on an executor, one task for each alert. */
    public static CreditMeter create(CreditMeterSettings settings, Executor executor) {
        return new CreditMeter(
                settings, new EventDispatcher<>("credit meter", Objects.requireNonNull(executor, "executor")));
    }

    /** Counts one request. */
    public void record(CreditUse use) {
        dispatch(meterOf(use.keyFingerprint()).record(use));
    }

    /**
     * Adds a reading of the service's own count for a key, its {@code character_count}. The first reading is the
     * starting point. Several readings per hour are best, since the use between two of them is assumed to be spread
     * evenly.
     *
     * @throws IllegalArgumentException if the count is negative
     */
    public void recordReading(Instant at, String keyFingerprint, long characterCount) {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        if (characterCount < 0) {
            throw new IllegalArgumentException("characterCount must not be negative: " + characterCount);
        }
        dispatch(meterOf(keyFingerprint).recordReading(at, characterCount));
    }

    /** Sets whether a key should not be used at all, such as a spare key, or one that was just replaced. */
    public void expectIdle(String keyFingerprint, boolean idle) {
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        meterOf(keyFingerprint).expectIdle(idle);
    }

    /** Returns the totals of every key and model, in no particular order. */
    public List<CreditCount> counts() {
        List<CreditCount> counts = new ArrayList<>(otherKeys.counts());
        keys.values().forEach(key -> counts.addAll(key.counts()));
        return counts;
    }

    /** Adds a listener for future alerts. */
    public void addListener(CreditListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener; it may still receive earlier alerts. */
    public void removeListener(CreditListener listener) {
        listeners.remove(listener);
    }

    /** Returns the number of alerts that were dropped because the listeners were too slow; see {@link CreditListener}. */
    public long droppedAlerts() {
        return listeners.droppedEvents();
    }

    private void dispatch(@Nullable CreditAlert alert) {
        if (alert != null) {
            listeners.dispatch(listener -> listener.onAlert(alert));
        }
    }

    private KeyMeter meterOf(String fingerprint) {
        KeyMeter key = keys.get(fingerprint);
        return key == null ? addMeter(fingerprint) : key;
    }

    private synchronized KeyMeter addMeter(String fingerprint) {
        boolean room = keys.size() < settings.maxKeys() && !KeyMeter.isNameTooLong(fingerprint);
        if (room || keys.containsKey(fingerprint)) {
            return keys.computeIfAbsent(fingerprint, name -> new KeyMeter(name, settings, true));
        }
        return otherKeys;
    }
}
