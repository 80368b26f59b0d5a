package dev.parlando.audio.resample;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cache of filters by sample rates, so that each filter is computed once.
 *
 * <p>Threading: safe from any thread. A filter is computed by the first caller, for which other callers wait. Cost: a
 * computed filter is returned without waiting and without an allocation.
 */
public final class FilterCache {
    /** Replaced by a copy when a filter is added. */
    private volatile PolyphaseFilter[] filters = {};

    /** Creates an empty cache. */
    public FilterCache() {}

    /** Returns whether {@link #between} returns immediately, since the filter was computed or the rates are equal. */
    public boolean contains(int inHz, int outHz) {
        return inHz == outHz || find(inHz, outHz) != null;
    }

    /**
     * Returns the filter between two rates, computing it on the first call.
     *
     * @throws dev.parlando.error.InvalidRequestException as {@link PolyphaseFilter#between} does
     */
    public PolyphaseFilter between(int inHz, int outHz) {
        if (inHz == outHz) {
            return PolyphaseFilter.between(inHz, outHz); // Without a table.
        }
        PolyphaseFilter found = find(inHz, outHz);
        return found == null ? compute(inHz, outHz) : found;
    }

    private @Nullable PolyphaseFilter find(int inHz, int outHz) {
        for (PolyphaseFilter filter : filters) {
            if (filter.inHz() == inHz && filter.outHz() == outHz) {
                return filter;
            }
        }
        return null;
    }

    private synchronized PolyphaseFilter compute(int inHz, int outHz) {
        PolyphaseFilter found = find(inHz, outHz);
        if (found != null) {
            return found;
        }
        PolyphaseFilter made = PolyphaseFilter.between(inHz, outHz);
        PolyphaseFilter[] more = Arrays.copyOf(filters, filters.length + 1);
        more[filters.length] = made;
        filters = more;
        return made;
    }
}
