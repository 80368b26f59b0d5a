package dev.parlando.internal.limiter;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the head of an answer said about concurrency, as far as that makes sense; null where it does not. Immutable.
 *
 * @param current requests running that count against the maximum, this one included
 * @param maximum how many may run
 * @param workspace requests running in the whole workspace
 * @param problem what made no sense, in words for the log; null if all did
 */
public record ConcurrencyReport(
        @Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace, @Nullable String problem) {
    /** No service runs more for one account, so a greater number is a mistake. */
    static final int MAX_REQUESTS = 10_000;

    /** Nothing was said. */
    public static final ConcurrencyReport NONE = new ConcurrencyReport(null, null, null, null);

    /** Reads the three headers; the function looks one up and answers null if it is not there. */
    public static ConcurrencyReport parse(Function<String, @Nullable String> header) {
        Value current = Value.parse("current-concurrent-requests", 0, header);
        Value maximum = Value.parse("maximum-concurrent-requests", 1, header);
        Value workspace = Value.parse("workspace-concurrent-requests", 0, header);
        String problem = current.problem != null ? current.problem : maximum.problem;
        return of(current.value, maximum.value, workspace.value, problem != null ? problem : workspace.problem);
    }

    /**
     * Returns how many requests of others it counts: beside ours that count against the maximum, or in the workspace beside all
     * of ours, whichever is more, since it is not known whose requests the former counts.
     */
    int othersInUse(int ours, int oursInAccount) {
        int inGroup = current == null ? 0 : current - ours;
        int inWorkspace = workspace == null ? 0 : workspace - oursInAccount;
        return Math.max(0, Math.max(inGroup, inWorkspace));
    }

    /** Checks numbers that somebody else has read. */
    static ConcurrencyReport of(@Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace) {
        return parse(name -> {
            Integer value = name.startsWith("current") ? current : name.startsWith("maximum") ? maximum : workspace;
            return value == null ? null : value.toString();
        });
    }

    private static ConcurrencyReport of(
            @Nullable Integer current,
            @Nullable Integer maximum,
            @Nullable Integer workspace,
            @Nullable String problem) {
        boolean contradictory = problem == null && current != null && maximum != null && current > maximum;
        return new ConcurrencyReport(
                current,
                maximum,
                workspace,
                contradictory ? "current-concurrent-requests is " + current + " of " + maximum : problem);
    }

    /** Is one header: its value or what is wrong with it, or neither if it is missing. */
    private record Value(@Nullable Integer value, @Nullable String problem) {
        private static final int MAX_SHOWN_CHARS = 20;

        static Value parse(String name, int min, Function<String, @Nullable String> header) {
            String text = header.apply(name);
            if (text == null) {
                return new Value(null, null);
            }
            try {
                long value = Long.parseLong(text.strip());
                if (value >= min && value <= MAX_REQUESTS) {
                    return new Value((int) value, null);
                }
            } catch (NumberFormatException notANumber) {
                // Told below, as a number out of range is.
            }
            String shown = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "..." : text;
            return new Value(null, name + " is '" + shown + "', not a number from " + min + " to " + MAX_REQUESTS);
        }
    }
}
