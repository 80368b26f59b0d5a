package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the order and the time in which permits are granted, and of refusals. */
class ConcurrencyLimiterQueueTest {
    private final LimiterFixture place = new LimiterFixture(1);

    @Test
    void admitsFirstComeFirstServed() {
        List<ScriptedPermitRequest> callers = enterAll("a", "b", "c", "d");

        callers.forEach(ScriptedPermitRequest::leave);

        assertThat(place.admitted).containsExactly("a", "b", "c", "d");
        assertThat(place.now().inFlight()).isZero();
        assertThat(place.accountInFlight).hasValue(0);
        assertThat(place.time.pending()).isZero();
    }

    @Test
    void admitsLiveBeforeNormalBeforePrefetch() {
        ScriptedPermitRequest first = place.enter("first");
        List<ScriptedPermitRequest> waiting = List.of(
                place.enter("prefetch", Priority.PREFETCH),
                place.enter("normal", Priority.NORMAL),
                place.enter("live", Priority.LIVE),
                place.enter("live again", Priority.LIVE));

        first.leave();
        waiting.forEach(ignored -> waiting.forEach(ScriptedPermitRequest::leaveIfAdmitted));

        assertThat(place.admitted).containsExactly("first", "live", "live again", "normal", "prefetch");
    }

    @Test
    void preventsStarvationOfLowPriorities() {
        ScriptedPermitRequest last = place.enter("first");
        ScriptedPermitRequest normal = place.enter("normal", Priority.NORMAL);
        ScriptedPermitRequest prefetch = place.enter("prefetch", Priority.PREFETCH);

        for (int i = 0; i < 30; i++) {
            ScriptedPermitRequest live = place.enter("live", Priority.LIVE);
            last.leave();
            List.of(normal, prefetch).forEach(caller -> caller.leaveIfAdmitted());
            last = live;
        }

        assertThat(place.admitted.indexOf("normal")).isEqualTo(1 + PermitQueue.MAX_SKIPPED);
        assertThat(place.admitted.indexOf("prefetch")).isLessThanOrEqualTo(3 + PermitQueue.MAX_SKIPPED);
    }

    @Test
    void keepsQueuePositionOfResubmittedRequest() {
        ScriptedPermitRequest a = place.enter("a");
        place.enter("b");
        assertThat(a.leave()).isTrue();
        ScriptedPermitRequest c = place.enter("c");

        a.enter();
        assertThat(place.now().queued()).isEqualTo(2);
        place.maximumIs(2, c);

        assertThat(place.admitted).containsExactly("a", "b", "a");
    }

    @Test
    void acceptsResubmittedRequestIntoFullQueue() {
        LimiterFixture small = new LimiterFixture(1, LimiterFixture.SETTINGS.withMaxQueued(1), LimiterFixture.RETRIES);
        ScriptedPermitRequest a = small.enter("a");
        ScriptedPermitRequest b = small.enter("b");
        a.leave();
        small.enter("c");

        a.enter();

        assertThat(a.refusals).isZero();
        assertThat(small.now().queued()).isEqualTo(2);
        assertThat(small.enter("d").refusals).isEqualTo(1);
        b.leave();
        assertThat(small.admitted).containsExactly("a", "b", "a");
    }

    @Test
    void refusesRequestAfterTimeout() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b =
                place.caller("b", Priority.NORMAL, Duration.ofMillis(300)).enter();
        place.time.passMillis(299);
        assertThat(b.refusals).isZero();

        place.time.passMillis(1);

        CapacityException refusal = b.capacityRefusal();
        assertThat(refusal)
                .hasMessageContaining("within 300 ms")
                .hasMessageContaining("1 of 1 in use in the group group");
        assertThat(refusal.timeoutPhase()).isEqualTo(TimeoutPhase.PERMIT);
        assertThat(refusal.retryable()).isTrue();
        assertThat(refusal.limit()).isNotNull().satisfies(limit -> assertThat(limit.inFlight())
                .isEqualTo(1));
        assertThat(b.leave()).as("it has left already").isFalse();
        a.leave();
        assertThat(b.admissions).isZero();
        assertThat(place.time.pending()).isZero();
    }

    @Test
    void refusesOnTimeDespiteLongerTimeoutOfAnother() {
        place.enter("a");
        ScriptedPermitRequest patient =
                place.caller("b", Priority.LIVE, Duration.ofDays(365)).enter();
        ScriptedPermitRequest hasty =
                place.caller("c", Priority.PREFETCH, Duration.ofMillis(20)).enter();

        place.time.passMillis(20);

        assertThat(hasty.refusals).isEqualTo(1);
        assertThat(patient.refusals).isZero();
    }

    @Test
    void refusesImmediatelyWithZeroTimeout() {
        ScriptedPermitRequest a =
                place.caller("a", Priority.NORMAL, Duration.ZERO).enter();
        ScriptedPermitRequest b =
                place.caller("b", Priority.NORMAL, Duration.ZERO).enter();

        assertThat(a.admissions).isEqualTo(1);
        assertThat(b.capacityRefusal().timeoutPhase()).isEqualTo(TimeoutPhase.PERMIT);
    }

    @Test
    void refusesWithRetryAfterIfQueueIsFull() {
        LimiterFixture full = new LimiterFixture(2, LimiterFixture.SETTINGS.withMaxQueued(2), LimiterFixture.RETRIES);
        ScriptedPermitRequest first = full.enter("first");
        full.time.passMillis(400);
        first.leave();
        for (String name : List.of("a", "b", "c", "d")) {
            full.enter(name);
        }

        ScriptedPermitRequest refused = full.enter("e");

        CapacityException refusal = refused.capacityRefusal();
        assertThat(refusal).hasMessageContaining("max_queued").hasMessageContaining("600 ms");
        assertThat(refusal.timeoutPhase()).isNull();
        assertThat(refusal.limit()).isEqualTo(full.now());
        assertThat(refusal.retryAfter()).as("three in turn on two permits").isEqualTo(Duration.ofMillis(600));
        assertThat(full.now().queued()).isEqualTo(2);
    }

    @Test
    void defaultsRetryAfterToOneSecond() {
        place.enter("a");
        ScriptedPermitRequest b =
                place.caller("b", Priority.NORMAL, Duration.ZERO).enter();

        assertThat(b.capacityRefusal().retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void admitsWaitingRequestsWhenLimitGrows() {
        List<ScriptedPermitRequest> callers = enterAll("a", "b", "c", "d");

        assertThat(place.maximumIs(3, callers.get(0)).limit()).isEqualTo(3);

        assertThat(place.admitted).containsExactly("a", "b", "c");
        assertThat(place.now().queued()).isEqualTo(1);
    }

    @Test
    void admitsWaitingRequestsWhenLimitGrowsOverTime() {
        enterAll("a", "b");
        place.policy.later = 2;

        place.time.passMillis(1_000);

        assertThat(place.admitted).containsExactly("a", "b");
    }

    @Test
    void revokesNoPermitsWhenLimitShrinks() {
        place.policy.limit = 3;
        List<ScriptedPermitRequest> callers = enterAll("a", "b", "c", "d");
        assertThat(place.maximumIs(1, callers.get(0)).inFlight()).isEqualTo(3);

        callers.get(0).leave();
        callers.get(1).leave();
        assertThat(place.admitted).containsExactly("a", "b", "c");

        callers.get(2).leave();
        assertThat(place.admitted).containsExactly("a", "b", "c", "d");
    }

    @Test
    void releasesAtMostOnceInEveryState() {
        ScriptedPermitRequest held = place.enter("held");
        ScriptedPermitRequest waiting = place.enter("waiting");
        ScriptedPermitRequest fresh = place.caller("fresh");

        assertThat(fresh.leave()).isFalse();
        assertThat(waiting.leave()).isTrue();
        assertThat(waiting.leave()).isFalse();
        assertThat(held.leave()).isTrue();
        assertThat(held.leave()).isFalse();
        assertThat(place.now().inFlight()).isZero();
        assertThat(place.now().queued()).isZero();
        assertThat(waiting.admissions + waiting.refusals).isZero();
        assertThat(place.time.pending()).isZero();
    }

    @Test
    void rejectsDoubleSubmission() {
        ScriptedPermitRequest held = place.enter("held");
        ScriptedPermitRequest waiting = place.enter("waiting");

        assertThatThrownBy(held::enter).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(waiting::enter).isInstanceOf(IllegalStateException.class);
        assertThat(place.now().inFlight()).isEqualTo(1);
        assertThat(place.now().queued()).isEqualTo(1);
    }

    @Test
    void refusesOnlyRequestsOfClosedEngine() {
        PermitOwner other = new PermitOwner(LimiterFixture.RETRIES, () -> "other");
        ScriptedPermitRequest held = place.caller(other, "held", Priority.NORMAL, LimiterFixture.MAX_WAIT)
                .enter();
        ScriptedPermitRequest waiting = place.caller(other, "waiting", Priority.LIVE, LimiterFixture.MAX_WAIT)
                .enter();
        ScriptedPermitRequest unaffected = place.enter("unaffected");

        other.close("engine");
        place.limiter.refuseClosed();

        assertThat(waiting.refusal)
                .isInstanceOf(EngineClosedException.class)
                .hasMessage("the engine was closed before a permit was free");
        assertThat(place.now().inFlight()).isEqualTo(1);
        assertThat(place.now().queued()).isEqualTo(1);

        place.limiter.releaseAll(other);

        assertThat(place.admitted).containsExactly("held", "unaffected");
        assertThat(place.now().inFlight()).isEqualTo(1);
        assertThat(held.leave()).as("returned already").isFalse();
        assertThat(unaffected.leave()).isTrue();
        assertThat(place.accountInFlight).hasValue(0);
    }

    @Test
    void refusesAllRequestsAfterClose() {
        List<ScriptedPermitRequest> callers = enterAll("a", "b", "c");

        place.owner.close("engine");
        place.limiter.refuseClosed();
        ScriptedPermitRequest late = place.enter("late");

        for (ScriptedPermitRequest caller : List.of(callers.get(1), callers.get(2), late)) {
            assertThat(caller.refusal).isInstanceOf(EngineClosedException.class);
            assertThat(caller.refusals).isEqualTo(1);
            assertThat(caller.leave()).isFalse();
        }
        assertThat(callers.get(0).refusedFor("system_busy")).isFalse();
        assertThat(place.now().inFlight()).isZero();
        assertThat(place.time.pending()).isZero();
    }

    @Test
    void admitsAllRequestsAndNeverRequeuesWhenOff() {
        LimiterFixture off = new LimiterFixture(1, GovernorSettings.OFF, LimiterFixture.RETRIES);
        off.policy.limit = Integer.MAX_VALUE;
        ScriptedPermitRequest a = off.enter("a");

        assertThat(a.refusedFor("system_busy")).isFalse();

        assertThat(off.now().inFlight()).isZero();
        assertThat(off.now().pausedNanos()).isZero();
        assertThat(off.enter("b").admissions).isEqualTo(1);
    }

    private List<ScriptedPermitRequest> enterAll(String... names) {
        List<ScriptedPermitRequest> callers = new ArrayList<>();
        for (String name : names) {
            callers.add(place.enter(name));
        }
        return callers;
    }
}
