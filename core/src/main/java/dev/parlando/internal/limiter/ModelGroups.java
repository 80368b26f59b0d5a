package dev.parlando.internal.limiter;

import dev.parlando.voice.Model;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows which models share a limit: what the service said of them, or else a guess from the name.
 *
 * <p>The fast models, called flash or turbo, have a limit of their own, and all others another (the service's plans as of
 * 2026).
 *
 * <p>Threading: safe for use from any thread.
 */
final class ModelGroups {
    private static final String FAST = "turbo";
    private static final String OTHER = "standard";

    private final Map<String, String> groups = new ConcurrentHashMap<>();

    /** Returns another that knows the same and learns by itself. */
    ModelGroups copy() {
        ModelGroups copy = new ModelGroups();
        copy.groups.putAll(groups);
        return copy;
    }

    /** Takes over what the service says. */
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
