package dev.parlando.internal.limiter;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The valid concurrency values of the response headers; null where absent or invalid. Immutable.
 *
 * @param current running requests that count against the maximum, including this one
 * @param maximum number of requests that may run concurrently
 * @param workspace running requests in the whole workspace
 * @param problem description of an invalid value, for the log; null if all are valid
 */
public record ConcurrencyReport(
        @Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace, @Nullable String problem) {
    /** No service runs more requests for one account, so a greater number is invalid. */
    static final int MAX_REQUESTS = 10_000;

    /** A report without values. */
    public static final ConcurrencyReport NONE = new ConcurrencyReport(null, null, null, null);

    /** Reads the three headers; the function returns the value of a header, or null if it is absent. */
    public static ConcurrencyReport parse(Function<String, @Nullable String> header) {
        Value current = Value.parse("current-concurrent-requests", 0, header);
        Value maximum = Value.parse("maximum-concurrent-requests", 1, header);
        Value workspace = Value.parse("workspace-concurrent-requests", 0, header);
        String problem = current.problem != null ? current.problem : maximum.problem;
        return of(current.value, maximum.value, workspace.value, problem != null ? problem : workspace.problem);
    }

    /**
     * Returns the number of requests of other clients. This is the current number less {@code ours}, or the workspace's
     * number less {@code oursInAccount}, whichever is greater. It is not known whose requests the current number
     * includes.
     */
    int othersInUse(int ours, int oursInAccount) {
        int inGroup = current == null ? 0 : current - ours;
        int inWorkspace = workspace == null ? 0 : workspace - oursInAccount;
        return Math.max(0, Math.max(inGroup, inWorkspace));
    }

    /** Returns the requests in use, or the given number if it is greater or nothing is reported. */
    int inUseOr(int ours) {
        return current == null ? ours : Math.max(ours, current);
    }

    /** Validates numbers that the caller has parsed. */
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

    /** One header: its value or a description of its error; both null if it is absent. */
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
                // Reported below, like a number out of range.
            }
            String shown = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "..." : text;
            return new Value(null, name + " is '" + shown + "', not a number from " + min + " to " + MAX_REQUESTS);
        }
    }
}
