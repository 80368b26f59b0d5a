package dev.parlando.governor;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The use of one limit for speech, and the demand for it. A program that divides an account among machines reads it
 * before it sets the shares. Immutable.
 *
 * @param modelGroup the models that share the limit
 * @param limit number of requests that may run concurrently, which is the share if one is set
 * @param maxLimit the bound of {@link Governor#setMaxLimit}, beyond which a share has no effect
 * @param inFlight number of requests that hold a permit
 * @param queued number of requests that wait for a permit, for each priority
 * @param pausedNanos time for which no permit is granted because the service is busy; 0 if it is not
 * @param maximum last value of {@code maximum-concurrent-requests}; null if there was none
 * @param sampledNanos time of the last concurrency headers on the governor's clock; 0 if there were none
 * @param refusals number of refusals by the service because too many requests ran, since the governor was created
 */
public record GroupDemand(
        String modelGroup,
        int limit,
        int maxLimit,
        int inFlight,
        Map<Priority, Integer> queued,
        long pausedNanos,
        @Nullable Integer maximum,
        long sampledNanos,
        long refusals) {
    public GroupDemand {
        Objects.requireNonNull(modelGroup, "modelGroup");
        EnumMap<Priority, Integer> counts = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            counts.put(priority, Objects.requireNonNullElse(queued.get(priority), 0));
        }
        queued = Map.copyOf(counts);
    }

    /** Returns the number of waiting requests of all priorities. */
    public int queuedInTotal() {
        return queued.values().stream().mapToInt(Integer::intValue).sum();
    }
}
