package dev.parlando.credits;

import dev.parlando.internal.event.EventDispatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Counts the credits that each key spends with each model, learns how a key is usually used, and tells what is unusual: a
 * spike, use at unusual hours, and use of a key that is supposed to be idle.
 *
 * <p>Requests are {@linkplain #record recorded}; what others spend with a key, from wherever, shows only in the service's own
 * count, {@linkplain #recordReading readings} of which may be given as well. The only clock is the time of what is given, so
 * that a past can be replayed, best before a listener is there.
 *
 * <p>Memory: for each key about 1.6 KB, 1.4 KB more if there are readings, and 160 bytes for each further of at most 32 models;
 * what there is no room for is counted as {@link CreditCount#OTHER}.
 *
 * <p>Threading: safe for use from any thread; nothing blocks but a short lock for each key, and listeners are told elsewhere.
 */
public final class CreditMeter {
    private final CreditMeterSettings settings;
    private final EventDispatcher<CreditListener> listeners;
    private final Map<String, KeyMeter> keys = new ConcurrentHashMap<>();
    private final KeyMeter otherKeys;

    private CreditMeter(CreditMeterSettings settings, EventDispatcher<CreditListener> listeners) {
        this.settings = settings;
        this.listeners = listeners;
        otherKeys = new KeyMeter(CreditCount.OTHER, settings, false);
    }

    /** Makes a meter that tells its listeners on a daemon thread, which exists while there is something to tell. */
    public static CreditMeter create(CreditMeterSettings settings) {
        return new CreditMeter(settings, new EventDispatcher<>("credit meter"));
    }

    /** Makes a meter that tells its listeners by an executor, one task for each alert. */
    public static CreditMeter create(CreditMeterSettings settings, Executor executor) {
        return new CreditMeter(settings, new EventDispatcher<>("credit meter", executor));
    }

    /** Counts one request. */
    public void record(CreditUse use) {
        dispatch(meterOf(use.keyFingerprint()).record(use));
    }

    /**
     * Takes over a reading of the service's own count for a key, its {@code character_count}; the first one is where counting
     * begins. Readings are worth most several times an hour: what was used between two is taken to be spread evenly.
     *
     * @throws IllegalArgumentException if the count is negative
     */
    public void recordReading(Instant at, String keyFingerprint, long characterCount) {
        if (characterCount < 0) {
            throw new IllegalArgumentException("characterCount must not be negative: " + characterCount);
        }
        dispatch(meterOf(keyFingerprint).recordReading(at, characterCount));
    }

    /** Says whether a key should not be used at all, such as a spare one, or one that was just replaced. */
    public void expectIdle(String keyFingerprint, boolean idle) {
        meterOf(keyFingerprint).expectIdle(idle);
    }

    /** Returns all counts, for each key and model, in no order. */
    public List<CreditCount> counts() {
        List<CreditCount> counts = new ArrayList<>(otherKeys.counts());
        keys.values().forEach(key -> counts.addAll(key.counts()));
        return counts;
    }

    /** Adds one who is told of what is unusual from now on. */
    public void addListener(CreditListener listener) {
        listeners.add(listener);
    }

    /** Removes one, who may still be told what was found before. */
    public void removeListener(CreditListener listener) {
        listeners.remove(listener);
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
