package dev.parlando.fleet;

import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The report of an engine on one model group, in the form that the script of an exchange reads. */
final class GroupReport {
    /** Reported instead of a share if the engine had none in the group. */
    private static final int NO_SHARE = -1;

    private GroupReport() {}

    /**
     * Returns the values of a report.
     *
     * @param leased whether the engine has a lease now
     * @param last the last part of this group that the engine got; null if there was none
     * @param spent number of characters of each key
     */
    static List<Object> values(GroupDemand group, boolean leased, @Nullable GroupLease last, Map<String, Long> spent) {
        GroupLease lease = Objects.requireNonNullElse(last, GroupLease.NONE);
        int share = last == null ? NO_SHARE : last.share();
        List<Object> values = new ArrayList<>(List.of(group.limit(), leased ? share : group.limit(), group.inFlight()));
        for (Priority priority : Priority.values()) {
            boolean usesGrants = group.pausedNanos() == 0;
            values.add(usesGrants ? group.queued().get(priority) : 0);
        }
        values.addAll(List.of(group.maxLimit(), maximum(group, lease)));
        values.add(lease.refusals() + ":" + group.refusals());
        values.add(SpentCharacters.format(spent, lease.characters()));
        return values;
    }

    /** Returns the maximum in new response headers, the negative one in old ones, or 0. */
    private static int maximum(GroupDemand group, GroupLease lease) {
        Integer maximum = group.maximum();
        if (maximum == null) {
            return 0;
        }
        return group.sampledNanos() == lease.maximumNanos() ? -maximum : maximum;
    }
}
