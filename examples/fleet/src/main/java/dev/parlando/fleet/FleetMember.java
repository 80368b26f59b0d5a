package dev.parlando.fleet;

import dev.parlando.governor.Governor;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The state of one engine in its fleet: reports the demand of its governor in exchanges and applies the shares.
 *
 * <p>While no request of the fleet waits, shares may be used again and again. While requests wait, each returned permit
 * goes back to the fleet, which grants it to the next request of all machines. The local share is 0 then, so that the
 * requests in flight are all that this engine holds.
 *
 * <p>Threading: one thread makes the exchanges; any thread may call {@link #isLeased}, {@link #leaseLeftNanos},
 * {@link #endLeaseIfDue}, {@link #wantsExchangeAfterReturn} and {@link #isNewMaximum}. None waits for Redis with the lock.
 */
final class FleetMember {
    /** Runs the script of an exchange. */
    interface Exchange {
        List<Long> run(List<String> keys, List<String> arguments);
    }

    /** A report on its way to Redis, with the keys and the arguments of the script. Immutable. */
    record Report(
            long sentNanos,
            List<GroupDemand> demand,
            Map<String, Map<String, Long>> spent,
            List<String> keys,
            List<String> arguments) {}

    private static final int VALUES_PER_GROUP = 5;
    private static final int EXCHANGES_PER_LEASE = 3;

    private final String id;
    private final String accountKey;
    private final FleetSettings settings;
    private final Governor governor;
    private final SpentCharacters spent;
    private final Exchange script;
    private final LongSupplier nanoClock;
    private volatile Map<String, GroupLease> leases = Map.of();
    private long exchanges;
    private boolean hadLease;
    private volatile boolean leased;
    private volatile long leaseEndNanos;

    FleetMember(
            String id,
            String accountKey,
            FleetSettings settings,
            Governor governor,
            SpentCharacters spent,
            Exchange script,
            LongSupplier nanoClock) {
        this.id = id;
        this.accountKey = accountKey;
        this.settings = settings;
        this.governor = governor;
        this.spent = spent;
        this.script = script;
        this.nanoClock = nanoClock;
    }

    /** Returns whether the fleet has given this engine its shares, and the lease has not ended. */
    boolean isLeased() {
        return leased;
    }

    /** Returns whether a permit that a request has returned belongs to the fleet, which waits for it. */
    boolean wantsExchangeAfterReturn(String modelGroup) {
        return !leases.getOrDefault(modelGroup, GroupLease.NONE).reusable();
    }

    /** Returns whether the fleet does not have this maximum yet. */
    boolean isNewMaximum(String modelGroup, int maximum) {
        return leases.getOrDefault(modelGroup, GroupLease.NONE).maximum() != maximum;
    }

    /** Returns the time until the next exchange if nothing happens: a third of the lease, or the end of a pause. */
    long nextExchangeNanos() {
        return governor.demand().stream()
                .filter(group -> group.pausedNanos() > 0 && group.queuedInTotal() > 0)
                .mapToLong(GroupDemand::pausedNanos)
                .reduce(settings.lease().toNanos() / EXCHANGES_PER_LEASE, Math::min);
    }

    /**
     * Reports the demand and applies the shares that the fleet returns.
     *
     * @param asked whether the fleet has asked for this exchange, because it wants permits or has granted some
     * @return whether another exchange is due, since the engine gives up permits
     * @throws RuntimeException if the script could not be run
     */
    boolean exchange(boolean asked) {
        Report report = report(asked);
        List<Long> reply;
        try {
            reply = script.run(report.keys, report.arguments);
        } catch (RuntimeException e) {
            onLost(report);
            throw e;
        }
        return apply(report, reply);
    }

    /** Makes the report of an exchange, which ends with {@link #apply} or {@link #onLost}. */
    synchronized Report report(boolean asked) {
        if (leased && asked) {
            governor.setShares(Map.of()); // Permits that are not in use can go to other machines in this exchange.
        }
        return report(governor.demand(), false);
    }

    private Report report(List<GroupDemand> demand, boolean leaving) {
        Map<String, Map<String, Long>> characters = new HashMap<>();
        demand.forEach(group -> characters.put(group.modelGroup(), spent.of(group.modelGroup())));
        List<String> arguments = arguments(demand, characters, leaving);
        return new Report(nanoClock.getAsLong(), demand, characters, keys(demand), arguments);
    }

    /** Keeps the permits that a report has named, until the lease ends, because Redis may have the report. */
    synchronized void onLost(Report report) {
        if (leased) {
            Map<String, GroupLease> kept = new HashMap<>();
            report.demand.forEach(group ->
                    kept.put(group.modelGroup(), leaseOf(group).withShare(Math.max(group.limit(), group.inFlight()))));
            leases = kept;
            governor.setShares(shares(true));
        }
    }

    private GroupLease leaseOf(GroupDemand demand) {
        return leases.getOrDefault(demand.modelGroup(), GroupLease.NONE);
    }

    private List<String> keys(List<GroupDemand> demand) {
        List<String> keys = new ArrayList<>();
        keys.add(accountKey);
        for (GroupDemand group : demand) {
            keys.add(accountKey + ":group:" + group.modelGroup());
            keys.add(accountKey + ":index:" + group.modelGroup());
        }
        return keys;
    }

    private List<String> arguments(
            List<GroupDemand> demand, Map<String, Map<String, Long>> characters, boolean leaving) {
        List<Object> values = new ArrayList<>();
        values.addAll(List.of(id, settings.name(), ++exchanges, settings.lease().toMillis()));
        values.addAll(List.of(hadLease ? 1 : 0, leaving ? 1 : 0, settings.initialLimit()));
        for (GroupDemand group : demand) {
            String name = group.modelGroup();
            values.addAll(GroupReport.values(group, leased, leases.get(name), characters.getOrDefault(name, Map.of())));
        }
        return values.stream().map(Object::toString).toList();
    }

    /**
     * Applies the reply to a report, unless its lease has ended before it arrived; returns whether another exchange is due.
     */
    synchronized boolean apply(Report report, List<Long> reply) {
        hadLease = true;
        long endNanos = report.sentNanos + settings.lease().toNanos();
        if (leftNanos(endNanos) <= 0) {
            return true;
        }
        leased = true;
        leaseEndNanos = endNanos;
        List<GroupDemand> demand = report.demand;
        Map<String, GroupLease> granted = new HashMap<>();
        boolean again = false;
        for (int i = 0; i < demand.size(); i++) {
            List<Long> values = reply.subList(i * VALUES_PER_GROUP, (i + 1) * VALUES_PER_GROUP);
            granted.put(demand.get(i).modelGroup(), newLease(report, demand.get(i), values));
            again |= values.get(2) == 1;
        }
        leases = granted;
        governor.setShares(shares(true));
        if (granted.values().stream().allMatch(GroupLease::reusable)) {
            return again;
        }
        governor.setShares(shares(false));
        return again
                || governor.demand().stream().anyMatch(now -> hasUnusedGrant(now) || servedLowerPriority(report, now));
    }

    private GroupLease newLease(Report report, GroupDemand group, List<Long> values) {
        GroupLease before = leaseOf(group);
        int fairShare = Math.toIntExact(Math.max(1, values.get(3) / Math.max(1, values.get(4))));
        return new GroupLease(
                Math.toIntExact(values.get(0)),
                values.get(1) == 1,
                fairShare,
                group.maximum() == null ? before.maximum() : group.maximum(),
                group.sampledNanos(),
                group.refusals(),
                report.spent.getOrDefault(group.modelGroup(), Map.of()));
    }

    /** Returns the shares while granted permits are taken, or after that, when none may be used again. */
    private Map<String, Integer> shares(boolean taking) {
        Map<String, Integer> shares = new HashMap<>();
        leases.forEach((group, lease) -> shares.put(group, taking || lease.reusable() ? lease.share() : 0));
        return shares;
    }

    /**
     * Returns whether a permit went to a lower priority than Redis assumes, because its request was overtaken often. More
     * urgent requests still wait, then.
     */
    private static boolean servedLowerPriority(Report report, GroupDemand now) {
        return report.demand.stream()
                .filter(before -> before.modelGroup().equals(now.modelGroup()))
                .anyMatch(before -> servedLowerPriority(before, now));
    }

    private static boolean servedLowerPriority(GroupDemand before, GroupDemand now) {
        int taken = now.inFlight() - before.inFlight();
        int waitedBefore = 0;
        int waitsNow = 0;
        for (Priority priority : Priority.values()) {
            waitedBefore += before.queued().getOrDefault(priority, 0);
            waitsNow += now.queued().getOrDefault(priority, 0);
            if (taken > 0 && waitsNow > Math.max(0, waitedBefore - taken)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasUnusedGrant(GroupDemand now) {
        GroupLease lease = leaseOf(now);
        return !lease.reusable() && now.inFlight() < lease.share();
    }

    /**
     * Ends the lease if another exchange might not end in time. The governor then follows the response headers, from a
     * fair share on.
     */
    synchronized void endLeaseIfDue() {
        if (leased && leaseLeftNanos() <= 0) {
            endLease();
        }
    }

    /** Returns the time in which another exchange can start; undefined without a lease. */
    long leaseLeftNanos() {
        return leftNanos(leaseEndNanos);
    }

    private long leftNanos(long endNanos) {
        return endNanos - nanoClock.getAsLong() - settings.timeout().toNanos();
    }

    private void endLease() {
        Map<String, Integer> fair = new HashMap<>();
        leases.forEach((group, lease) -> fair.put(group, lease.fairShare()));
        governor.setShares(fair);
        governor.clearShares();
        leased = false;
    }

    /** Returns all permits that are not in use to the fleet, and lets the governor follow the response headers. */
    void leave() {
        Report last;
        synchronized (this) {
            List<GroupDemand> demand = governor.demand();
            if (leased) {
                endLease();
            }
            last = report(demand, true);
        }
        script.run(last.keys, last.arguments);
    }
}
