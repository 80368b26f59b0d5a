package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.CapacityException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the limiter when the service rejects requests for lack of capacity. */
class ConcurrencyLimiterRefusalTest {
    private static final String BUSY = "system_busy";
    private static final String TOO_MANY = "concurrent_limit_exceeded";

    private final LimiterFixture place = new LimiterFixture(4);

    @ParameterizedTest
    @ValueSource(strings = {"system_busy", "rate_limit_exceeded", "something_new"})
    void pausesWithoutReducingLimitIfServiceIsBusy(String status) {
        ScriptedPermitRequest a = place.enter("a");

        assertThat(a.refusedFor(status)).isTrue();

        assertThat(place.policy.refusals).isZero();
        assertThat(pausedMillis()).isEqualTo(200);
        assertThat(place.now().queued()).isEqualTo(1);
        assertThat(place.limiter.demand(9).pausedNanos()).isEqualTo(200_000_000);
        place.time.passMillis(199);
        assertThat(a.admissions).isEqualTo(1);
        place.time.passMillis(1);
        assertThat(a.admissions).isEqualTo(2);
        assertThat(place.now().pausedNanos()).isZero();
        assertThat(place.limiter.demand(9).pausedNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrent_limit_exceeded", "too_many_concurrent_requests"})
    void reducesLimitAfterConcurrencyRefusal(String status) {
        ScriptedPermitRequest a = place.enter("a");

        assertThat(a.refusedFor(status)).isTrue();

        assertThat(place.policy.refusals).isEqualTo(1);
        assertThat(pausedMillis()).as("what the service's own queue takes").isEqualTo(50);
        place.time.passMillis(50);
        assertThat(a.admissions).isEqualTo(2);
    }

    @Test
    void admitsRefusedRequestBeforeLaterRequests() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");
        place.policy.limit = 1;
        a.refusedFor(BUSY);
        place.enter("c");

        b.leave();
        place.time.passMillis(200);
        a.leave();

        assertThat(place.admitted).containsExactly("a", "b", "a", "c");
    }

    @Test
    void countsRefusalsOfOneRoundOnce() {
        List<ScriptedPermitRequest> round = List.of(place.enter("a"), place.enter("b"), place.enter("c"));
        place.time.passMillis(10);

        round.forEach(caller -> assertThat(caller.refusedFor(BUSY)).isTrue());

        assertThat(pausedMillis()).isEqualTo(200);
    }

    @Test
    void doublesPauseWithEachRoundUntilSuccess() {
        ScriptedPermitRequest a = place.enter("a");
        for (long millis : new long[] {200, 400, 800, 1_600, 2_000, 2_000}) {
            place.time.passMillis(10);
            assertThat(a.refusedFor(BUSY)).isTrue();
            assertThat(pausedMillis()).isEqualTo(millis);
            place.time.passMillis(millis);
        }
        place.limiter.onResponse(a.ticket, ConcurrencyReport.NONE);
        a.leave();

        ScriptedPermitRequest b = place.enter("b");
        b.refusedFor(BUSY);
        assertThat(pausedMillis()).isEqualTo(200);
    }

    @Test
    void pausesForRetryAfterOfService() {
        ScriptedPermitRequest a = place.enter("a");

        assertThat(a.refusedFor(BUSY, Duration.ofMillis(1_500))).isTrue();

        assertThat(pausedMillis()).isEqualTo(1_500);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_000_000_000L, Long.MAX_VALUE})
    void doesNotRequeueIfRetryAfterExceedsPolicy(long seconds) {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");

        assertThat(a.refusedFor(BUSY, Duration.ofSeconds(seconds))).isFalse();

        assertThat(place.now().inFlight()).isEqualTo(1);
        assertThat(place.now().pausedNanos()).isZero();
        assertThat(a.leave()).isFalse();
        assertThat(b.leave()).isTrue();
        assertThat(a.admissions + a.refusals).isEqualTo(1);
    }

    @Test
    void doesNotRequeueIfPolicyForbidsRetries() {
        LimiterFixture once = new LimiterFixture(1, LimiterFixture.SETTINGS, RetryPolicy.NONE);
        ScriptedPermitRequest a = once.enter("a");

        assertThat(a.refusedFor(TOO_MANY)).isFalse();

        assertThat(once.now().inFlight()).isZero();
        assertThat(once.policy.refusals).isEqualTo(1);
    }

    @Test
    void keepsPauseAfterRefusedRequestTimesOut() {
        ScriptedPermitRequest hasty =
                place.caller("a", Priority.LIVE, Duration.ofMillis(100)).enter();

        assertThat(hasty.refusedFor(BUSY)).isTrue();
        ScriptedPermitRequest b = place.enter("b");
        place.time.passMillis(100);

        assertThat(hasty.capacityRefusal().timeoutPhase()).isEqualTo(TimeoutPhase.PERMIT);
        assertThat(b.admissions).isZero();
        place.time.passMillis(100);
        assertThat(b.admissions).isEqualTo(1);
    }

    @Test
    void queuesUntilTimeoutIfPauseEndsLater() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest hasty =
                place.caller("b", Priority.LIVE, Duration.ofMillis(300)).enter();
        a.refusedFor(BUSY, Duration.ofSeconds(1));

        assertThat(hasty.refusedFor(BUSY)).isTrue();
        place.time.passMillis(299);
        assertThat(hasty.refusals).isZero();
        place.time.passMillis(1);

        assertThat(hasty.capacityRefusal()).hasMessageContaining(BUSY).satisfies(refusal -> {
            assertThat(refusal.timeoutPhase()).isEqualTo(TimeoutPhase.PERMIT);
            assertThat(refusal.error()).isNotNull();
        });
        assertThat(a.refusals).isZero();
    }

    @Test
    void endsConcurrencyPauseWhenOwnRequestEnds() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");
        a.refusedFor(TOO_MANY);

        b.leave();

        assertThat(a.admissions).isEqualTo(2);
        assertThat(place.now().pausedNanos()).isZero();
    }

    @Test
    void keepsBusyPauseWhenOwnRequestEnds() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");
        a.refusedFor(BUSY);

        b.leave();

        assertThat(a.admissions).isEqualTo(1);
        assertThat(pausedMillis()).isEqualTo(200);
    }

    @Test
    void keepsPauseIfServiceWasAlsoBusy() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");
        ScriptedPermitRequest c = place.enter("c");
        a.refusedFor(TOO_MANY, Duration.ofMillis(300));
        b.refusedFor(BUSY);

        c.leave();

        assertThat(pausedMillis()).isEqualTo(300);
    }

    @Test
    void doesNotTreatRefusalAsCompletedRequest() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");
        a.refusedFor(TOO_MANY, Duration.ofMillis(300));

        b.refusedFor(TOO_MANY, Duration.ofDays(1));

        assertThat(pausedMillis()).as("the second ran no more than the first").isEqualTo(300);
    }

    @Test
    void includesServiceErrorInTimeoutRefusal() {
        ScriptedPermitRequest a =
                place.caller("a", Priority.NORMAL, Duration.ofMillis(250)).enter();
        ScriptedPermitRequest b = place.enter("b");
        a.refusedFor(TOO_MANY);
        b.refusedFor(BUSY, Duration.ofMillis(900));

        place.time.passMillis(250);

        CapacityException refusal = a.capacityRefusal();
        assertThat(refusal).hasMessageContaining("the service said " + TOO_MANY);
        assertThat(refusal.getCause()).isInstanceOf(CapacityException.class);
        assertThat(refusal.error()).isNotNull();
    }

    @Test
    void reportsRetryAfterNotBeforeEndOfPause() {
        ScriptedPermitRequest a = place.enter("a");
        a.refusedFor(BUSY, Duration.ofMillis(1_700));

        ScriptedPermitRequest b =
                place.caller("b", Priority.NORMAL, Duration.ZERO).enter();

        assertThat(b.capacityRefusal().retryAfter()).isGreaterThanOrEqualTo(Duration.ofMillis(1_700));
    }

    @Test
    void excludesRefusalsFromEstimatedPermitDuration() {
        ScriptedPermitRequest a = place.enter("a");
        place.time.passMillis(400);
        a.leave();
        for (int i = 0; i < 20; i++) {
            ScriptedPermitRequest refused = place.enter("refused");
            refused.refusedFor(BUSY, Duration.ofMillis(1));
            refused.leave();
            place.time.passMillis(2_000);
        }
        place.policy.limit = 1;
        place.enter("b");

        ScriptedPermitRequest c =
                place.caller("c", Priority.NORMAL, Duration.ZERO).enter();

        assertThat(c.capacityRefusal().retryAfter()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void requeuesOnlyRequestsWithPermit() {
        place.policy.limit = 1;
        place.enter("a");
        ScriptedPermitRequest waiting = place.enter("waiting");

        assertThat(place.caller("fresh").refusedFor(BUSY)).isFalse();
        assertThat(waiting.refusedFor(BUSY)).isFalse();

        LimitSnapshot now = place.now();
        assertThat(now.queued()).isEqualTo(1);
        assertThat(now.pausedNanos()).isZero();
    }

    private long pausedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(place.now().pausedNanos());
    }
}
