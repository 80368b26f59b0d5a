package dev.parlando.spring.boot;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.spring.boot.RefusalRecorder.Refusal;
import dev.parlando.telemetry.EngineStats;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The health of an engine, from figures that it has; the service is not asked. It is down while the service rejects the
 * key. Threading: safe for use from any thread.
 */
final class EngineHealth {
    private final SpeechEngine engine;
    private final RefusalRecorder refusals;

    EngineHealth(SpeechEngine engine, RefusalRecorder refusals) {
        this.engine = engine;
        this.refusals = refusals;
    }

    boolean isUp() {
        return !refusals.isKeyRejected();
    }

    Map<String, Object> details() {
        EngineStats stats = engine.stats();
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "key", engine.credentials().fingerprint());
        details.put("running", stats.runningStreams());
        details.put("queued", stats.queued());
        Map<String, Object> limits = new LinkedHashMap<>();
        stats.limits().forEach(limit -> limits.put(limit.modelGroup(), details(limit)));
        details.put("limits", limits);
        Refusal refusal = refusals.last();
        if (refusal != null) {
            details.put("lastRefusal", details(refusal));
        }
        return details;
    }

    private static Map<String, Object> details(LimitSnapshot limit) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("limit", limit.limit());
        details.put("inFlight", limit.inFlight());
        details.put("queued", limit.queued());
        put(details, "maximum", limit.maximum());
        details.put("reason", limit.reason().name());
        return details;
    }

    private static Map<String, Object> details(Refusal refusal) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("time", refusal.time().toString());
        details.put("category", refusal.error().category().name());
        details.put("message", refusal.error().getMessage());
        put(details, "requestId", refusal.error().requestId());
        return details;
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
