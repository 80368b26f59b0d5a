package dev.parlando.audio.resample;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the filters between rates that were asked for, so that each is computed once.
 *
 * <p>Threading: confined to one thread at a time; the filters themselves may be shared.
 */
public final class FilterCache {
    private final List<PolyphaseFilter> filters = new ArrayList<>();

    /** Makes an empty collection. */
    public FilterCache() {}

    /**
     * Returns the filter between two rates, computed at the first call.
     *
     * @throws dev.parlando.error.InvalidRequestException as {@link PolyphaseFilter#between} does
     */
    public PolyphaseFilter between(int inHz, int outHz) {
        for (PolyphaseFilter filter : filters) {
            if (filter.inHz() == inHz && filter.outHz() == outHz) {
                return filter;
            }
        }
        PolyphaseFilter made = PolyphaseFilter.between(inHz, outHz);
        filters.add(made);
        return made;
    }
}
