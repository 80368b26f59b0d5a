package dev.parlando.benchmarks.endtoend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Tells what the service has counted so far. Immutable.
 *
 * @param running how many requests have a slot
 * @param highestRunning the most that ever had one at once
 * @param queued how many wait at the service
 * @param served how many were answered to the end
 * @param aborted how many ended before that
 * @param refused how many were answered with 429
 * @param runningNanos time for which slots were used, of all together
 * @param slotNanos time for which slots were there, of all together
 */
record ServerLoad(
        int running,
        int highestRunning,
        int queued,
        long served,
        long aborted,
        long refused,
        long runningNanos,
        long slotNanos) {

    /**
     * Reads the page of limits.
     *
     * @throws JsonProcessingException if that is no JSON
     * @throws IllegalArgumentException if a number is missing
     */
    static ServerLoad parse(String json) throws JsonProcessingException {
        JsonNode load = new JsonMapper().readTree(json).path("load");
        return new ServerLoad(
                (int) number(load, "running"),
                (int) number(load, "highest_running"),
                (int) number(load, "queued"),
                number(load, "served"),
                number(load, "broken_off"),
                number(load, "refused_concurrent") + number(load, "refused_busy") + number(load, "refused_rate"),
                number(load, "running_nanos"),
                number(load, "slot_nanos"));
    }

    private static long number(JsonNode load, String name) {
        JsonNode value = load.path(name);
        if (!value.canConvertToLong()) {
            throw new IllegalArgumentException("no number '" + name + "' in " + load);
        }
        return value.longValue();
    }

    /** Returns how many requests came. */
    long requests() {
        return running + queued + served + aborted + refused;
    }

    /** Returns which part of all requests was refused, in percent. */
    double refusedPercent() {
        return 100.0 * refused / Math.max(1, requests());
    }

    /** Returns which part of the slots was used since an earlier sample, in percent. */
    double usedPercentSince(ServerLoad earlier) {
        return 100.0 * (runningNanos - earlier.runningNanos) / Math.max(1, slotNanos - earlier.slotNanos);
    }
}
