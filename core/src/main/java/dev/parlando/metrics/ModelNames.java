package dev.parlando.metrics;

import dev.parlando.voice.Model;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The models that are named in attributes: those that the service has accepted. A model id that a program passes on from
 * its users therefore cannot create series without bound.
 *
 * <p>Threading: safe for use from any thread.
 */
final class ModelNames {
    /** More than the service offers. */
    static final int MAX_NAMES = 64;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    /** Returns the name of a model; null means the default of the service. */
    String nameOf(@Nullable String modelId) {
        String id = idOf(modelId);
        return accepted.contains(id) ? id : MetricAttributes.OTHER;
    }

    /** Adds a model that the service has accepted. */
    void onAccepted(@Nullable String modelId) {
        if (accepted.size() < MAX_NAMES) {
            accepted.add(idOf(modelId));
        }
    }

    private static String idOf(@Nullable String modelId) {
        return modelId == null ? Model.DEFAULT_ID : modelId;
    }
}
