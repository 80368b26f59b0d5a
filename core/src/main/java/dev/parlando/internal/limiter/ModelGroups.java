package dev.parlando.internal.limiter;

import dev.parlando.voice.Model;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of models that share a limit, as reported by the service or else guessed from the model id.
 *
 * <p>The fast models, called flash or turbo, have one limit, and all others have another (the service's plans as of
 * 2026).
 *
 * <p>Threading: safe for use from any thread.
 */
final class ModelGroups {
    private static final String FAST = "turbo";
    private static final String OTHER = "standard";

    private final Map<String, String> groups = new ConcurrentHashMap<>();

    /** Returns an independent copy. */
    ModelGroups copy() {
        ModelGroups copy = new ModelGroups();
        copy.groups.putAll(groups);
        return copy;
    }

    /** Stores the groups that the service reports. */
    void update(List<Model> models) {
        for (Model model : models) {
            String group = model.concurrencyGroup();
            if (group != null && !group.isBlank()) {
                groups.put(model.modelId(), group);
            }
        }
    }

    /** Returns the group of a model; null means the service's default model. */
    String groupOf(@Nullable String modelId) {
        String id = modelId == null ? Model.DEFAULT_ID : modelId;
        String group = groups.get(id);
        return group != null ? group : id.contains("flash") || id.contains("turbo") ? FAST : OTHER;
    }
}
