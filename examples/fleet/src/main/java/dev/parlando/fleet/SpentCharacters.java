package dev.parlando.fleet;

import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.StreamEnded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A counter of the characters that the service billed, for each model group and key.
 *
 * <p>Threading: safe for use from any thread.
 */
final class SpentCharacters implements EngineListener {
    private static final String NO_KEY = "none";

    private final Map<String, Map<String, Long>> totals = new ConcurrentHashMap<>();

    @Override
    public void onStreamEnded(StreamEnded event) {
        List<AttemptRecord> attempts = event.timeline().attempts();
        if (event.characterCost() == null || attempts.isEmpty()) {
            return;
        }
        AttemptRecord last = attempts.get(attempts.size() - 1);
        if (last.limitAtPermit() != null) {
            String key = last.keyFingerprint() == null ? NO_KEY : last.keyFingerprint();
            add(last.limitAtPermit().modelGroup(), key, event.characterCost());
        }
    }

    void add(String modelGroup, String keyFingerprint, long characters) {
        totals.computeIfAbsent(modelGroup, group -> new ConcurrentHashMap<>())
                .merge(keyFingerprint, characters, Long::sum);
    }

    /** Returns the totals of a group at this moment. */
    Map<String, Long> of(String modelGroup) {
        return new TreeMap<>(totals.getOrDefault(modelGroup, Map.of()));
    }

    /** Formats totals for the script, with the part of each that Redis has confirmed. */
    static String format(Map<String, Long> totals, Map<String, Long> confirmed) {
        return totals.entrySet().stream()
                .map(entry ->
                        entry.getKey() + ":" + confirmed.getOrDefault(entry.getKey(), 0L) + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
