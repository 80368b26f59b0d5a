package dev.parlando.credits;

import dev.parlando.internal.event.Events;
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
    private final Events<CreditListener> events;
    private final Map<String, MeteredKey> keys = new ConcurrentHashMap<>();
    private final MeteredKey others;

    private CreditMeter(CreditMeterSettings settings, Events<CreditListener> events) {
        this.settings = settings;
        this.events = events;
        others = new MeteredKey(CreditCount.OTHER, settings, false);
    }

    /** Makes a meter that tells its listeners on a daemon thread, which exists while there is something to tell. */
    public static CreditMeter create(CreditMeterSettings settings) {
        return new CreditMeter(settings, new Events<>("credit meter"));
    }

    /** Makes a meter that tells its listeners by an executor, one task for each alert. */
    public static CreditMeter create(CreditMeterSettings settings, Executor executor) {
        return new CreditMeter(settings, new Events<>("credit meter", executor));
    }

    /** Counts one request. */
    public void record(CreditUse use) {
        tell(key(use.keyFingerprint()).record(use));
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
        tell(key(keyFingerprint).read(at, characterCount));
    }

    /** Says whether a key should not be used at all, such as a spare one, or one that was just replaced. */
    public void expectIdle(String keyFingerprint, boolean idle) {
        key(keyFingerprint).expectIdle(idle);
    }

    /** Returns all counts, for each key and model, in no order. */
    public List<CreditCount> counts() {
        List<CreditCount> counts = new ArrayList<>(others.counts());
        keys.values().forEach(key -> counts.addAll(key.counts()));
        return counts;
    }

    /** Adds one who is told of what is unusual from now on. */
    public void addListener(CreditListener listener) {
        events.add(listener);
    }

    /** Removes one, who may still be told what was found before. */
    public void removeListener(CreditListener listener) {
        events.remove(listener);
    }

    private void tell(@Nullable CreditAlert alert) {
        if (alert != null) {
            events.tell(listener -> listener.onAlert(alert));
        }
    }

    private MeteredKey key(String fingerprint) {
        MeteredKey key = keys.get(fingerprint);
        return key == null ? addKey(fingerprint) : key;
    }

    private synchronized MeteredKey addKey(String fingerprint) {
        boolean room = keys.size() < settings.maxKeys() && !MeteredKey.isTooLong(fingerprint);
        if (room || keys.containsKey(fingerprint)) {
            return keys.computeIfAbsent(fingerprint, name -> new MeteredKey(name, settings, true));
        }
        return others;
    }
}
