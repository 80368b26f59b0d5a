package dev.parlando.audio.resample;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/**
 * A cache of filters by sample rates, so that each filter is computed once.
 *
 * <p>Threading: safe from any thread, which waits while another one computes a filter. The filters may be shared.
 */
public final class FilterCache {
    @GuardedBy("this")
    private final List<PolyphaseFilter> filters = new ArrayList<>();

    /** Creates an empty cache. */
    public FilterCache() {}

    /**
     * Returns the filter between two rates, computing it on the first call.
     *
     * @throws dev.parlando.error.InvalidRequestException as {@link PolyphaseFilter#between} does
     */
    public synchronized PolyphaseFilter between(int inHz, int outHz) {
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
