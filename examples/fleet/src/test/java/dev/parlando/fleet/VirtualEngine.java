package dev.parlando.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine of a {@link FleetSimulation}: a real governor and its real membership, with exchanges in virtual time, in the
 * {@link ExchangeOrder} of {@link FleetThread}. Confined to one thread, except for permits that the governor grants.
 */
final class VirtualEngine {
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    /** A request that has a permit, or a failure. */
    private record Granted(Consumer<@Nullable Permit> onPermit, @Nullable Permit permit) {}

    final String id;
    private final VirtualTime time;
    private final FleetSettings settings;
    private final QueueingRedis redis;
    private final SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT.withMaxWait(MAX_WAIT));
    private final FleetMember member;
    private final Queue<Granted> granted = new ConcurrentLinkedQueue<>();
    private final ExchangeOrder order;
    private final LeaseTimer leaseTimer;
    private boolean exchanging;
    private boolean leaving;
    private boolean closed;
    /** Number of the exchange, so that late replies and old timers have no effect. */
    private long exchange;

    private int running;
    private int queued;
    int lostExchanges;

    VirtualEngine(String id, FleetSettings settings, VirtualTime time, QueueingRedis redis) {
        this.id = id;
        this.time = time;
        this.settings = settings;
        this.redis = redis;
        this.member = new FleetMember(
                id,
                VirtualTimeScript.ACCOUNT,
                settings.withName(id),
                governor,
                new SpentCharacters(),
                redis::run,
                time::nowNanos);
        this.order = new ExchangeOrder(member);
        this.leaseTimer = new LeaseTimer(member, (task, nanos) -> time.in(nanos, () -> onLeaseTime(task)));
        governor.snapshot(null); // Creates the group.
        startExchange();
    }

    /** Requests a permit; the callback receives it, or null if the request has failed. */
    void submit(Priority priority, Consumer<@Nullable Permit> onPermit) {
        queued++;
        governor.acquireAsync(null, priority, MAX_WAIT)
                .whenComplete((permit, failure) -> granted.add(new Granted(onPermit, permit)));
        takeGranted();
        if (demand().queuedInTotal() > 0) {
            onChanged();
        }
    }

    void finish(Permit permit) {
        running--;
        permit.close();
        takeGranted();
        if (member.wantsExchangeAfterReturn(demand().modelGroup())) {
            onChanged();
        }
        leaveIfIdle();
    }

    /** Starts the requests whose permits the governor hands over on another thread. */
    private void takeGranted() {
        while (granted.size() + running < demand().inFlight()) {
            Thread.onSpinWait();
        }
        for (Granted next = granted.poll(); next != null; next = granted.poll()) {
            queued--;
            running += next.permit == null ? 0 : 1;
            next.onPermit.accept(next.permit);
        }
    }

    private GroupDemand demand() {
        return governor.demand().get(0);
    }

    int queued() {
        return queued;
    }

    private void onChanged() {
        order.onChanged();
        startIfDue();
    }

    void onAsked() {
        order.onAsked();
        startIfDue();
    }

    private void startIfDue() {
        if (!exchanging && !closed && order.isDue()) {
            startExchange();
        }
    }

    private void startExchange() {
        send(order.start());
    }

    private void send(boolean wasAsked) {
        exchanging = true;
        long number = ++exchange;
        FleetMember.Report report = member.report(wasAsked);
        redis.send(report, reply -> onReply(number, report, reply));
        time.in(settings.timeout().toNanos(), () -> onTimeout(number, report));
    }

    private void onReply(long number, FleetMember.Report report, List<Long> reply) {
        if (number != exchange || !exchanging || closed) {
            return;
        }
        boolean again = member.apply(report, reply);
        leaseTimer.start();
        takeGranted();
        if (order.tryRepeat(again)) {
            send(false);
            return;
        }
        exchanging = false;
        startLater(order.afterSuccess());
        leaveIfIdle();
        startIfDue();
    }

    private void onTimeout(long number, FleetMember.Report report) {
        if (number != exchange || !exchanging || closed) {
            return;
        }
        lostExchanges++;
        exchanging = false;
        member.onLost(report);
        takeGranted();
        startLater(order.afterFailure());
    }

    private void onLeaseTime(Runnable task) {
        if (!closed) {
            task.run();
            takeGranted();
        }
    }

    private void startLater(long delayNanos) {
        long number = exchange;
        time.in(delayNanos, () -> {
            if (number == exchange && !exchanging && !closed) {
                startExchange();
            }
        });
    }

    /** Leaves the fleet when all requests have ended. */
    void leaveWhenIdle() {
        leaving = true;
        leaveIfIdle();
    }

    private void leaveIfIdle() {
        if (leaving && !closed && !exchanging && running + queued == 0) {
            member.leave();
            close();
        }
    }

    /** Ends the engine as a crash does. */
    void close() {
        closed = true;
        governor.close();
    }
}
