package dev.parlando.benchmarks.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what the service has counted so far. Immutable.
 *
 * @param running how many requests have a slot
 * @param highestRunning the most that ever had one at once
 * @param queued how many wait at the service
 * @param served how many were answered to the end
 * @param brokenOff how many ended before that
 * @param refused how many were answered with 429
 * @param runningNanos time for which slots were used, of all together
 * @param slotNanos time for which slots were there, of all together
 */
record Load(
        int running,
        int highestRunning,
        int queued,
        long served,
        long brokenOff,
        long refused,
        long runningNanos,
        long slotNanos) {

    /** Reads the page of limits. */
    static Load parse(String json) {
        return new Load(
                (int) number(json, "running"),
                (int) number(json, "highest_running"),
                (int) number(json, "queued"),
                number(json, "served"),
                number(json, "broken_off"),
                number(json, "refused_concurrent") + number(json, "refused_busy") + number(json, "refused_rate"),
                number(json, "running_nanos"),
                number(json, "slot_nanos"));
    }

    private static long number(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d+)").matcher(json);
        if (!member.find()) {
            throw new IllegalArgumentException("no number '" + name + "' in " + json);
        }
        return Long.parseLong(member.group(1));
    }

    /** Returns how many requests came. */
    long requests() {
        return running + queued + served + brokenOff + refused;
    }

    /** Returns which part of all requests was refused, in percent. */
    double refusedPercent() {
        return 100.0 * refused / Math.max(1, requests());
    }

    /** Returns which part of the slots was used since an earlier sample, in percent. */
    double usedPercentSince(Load earlier) {
        return 100.0 * (runningNanos - earlier.runningNanos) / Math.max(1, slotNanos - earlier.slotNanos);
    }
}
