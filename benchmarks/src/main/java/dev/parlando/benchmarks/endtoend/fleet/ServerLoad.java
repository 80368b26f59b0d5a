package dev.parlando.benchmarks.endtoend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A snapshot of the service's counters. Immutable.
 *
 * @param running the number of requests that hold a slot
 * @param highestRunning the highest number of requests that held slots concurrently
 * @param queued the number of requests queued at the service
 * @param served the number of responses sent completely
 * @param aborted the number of responses that ended early
 * @param refused the number of requests refused with 429
 * @param runningNanos the time for which slots were used, summed over all slots
 * @param slotNanos the time for which slots were available, summed over all slots
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
     * Parses the body of the service's limits endpoint.
     *
     * @throws JsonProcessingException if the body is not JSON
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

    /** Returns the number of requests received. */
    long requests() {
        return running + queued + served + aborted + refused;
    }

    /** Returns the share of requests that were refused, in percent. */
    double refusedPercent() {
        return 100.0 * refused / Math.max(1, requests());
    }

    /** Returns the share of the slots used since an earlier snapshot, in percent. */
    double usedPercentSince(ServerLoad earlier) {
        return 100.0 * (runningNanos - earlier.runningNanos) / Math.max(1, slotNanos - earlier.slotNanos);
    }
}
