package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of requests that leave the queue without a permit, also after the process stood still, in fake time. */
class ConcurrencyLimiterExpiryTest {
    private static final long MAX_WAIT_MILLIS = LimiterFixture.MAX_WAIT.toMillis();

    private final LimiterFixture place = new LimiterFixture(1);
    private final ScriptedPermitRequest first = place.enter("first");

    /** The ends of streams, whose permits become free, wait in the sockets. */
    @Test
    void admitsExpiredRequestsAfterProcessStoodStill() {
        ScriptedPermitRequest next = place.enter("next");
        ScriptedPermitRequest last = place.enter("last");
        place.time.standStillMillis(2 * MAX_WAIT_MILLIS);
        place.time.passMillis(100);
        assertThat(next.refusal).isNull();
        first.leave();
        next.leave();
        assertThat(place.admitted).containsExactly("first", "next", "last");
        last.leave();
        assertThat(place.time.pending()).isZero();
    }

    @Test
    void refusesExpiredRequestShortlyAfterProcessStoodStill() {
        ScriptedPermitRequest next = place.enter("next");
        place.time.standStillMillis(2 * MAX_WAIT_MILLIS);
        place.time.passMillis(199);
        assertThat(next.refusal).isNull();
        place.time.passMillis(1);
        assertThat(next.capacityRefusal()).isNotNull();
    }

    @Test
    void refusesNoRequestBeforeStreamsEndIfProcessStoodStillTwice() {
        ScriptedPermitRequest next = place.enter("next");
        place.time.standStillMillis(2 * MAX_WAIT_MILLIS);
        place.time.passMillis(100);
        place.time.standStillMillis(1_000);
        place.time.passMillis(199);
        assertThat(next.refusal).isNull();
        place.time.passMillis(1);
        assertThat(next.capacityRefusal()).isNotNull();
    }

    @Test
    void refusesLaterRequestInTimeAfterProcessStoodStill() {
        place.enter("next");
        place.time.standStillMillis(2 * MAX_WAIT_MILLIS);
        place.time.passMillis(200);
        ScriptedPermitRequest later = place.enter("later");
        place.time.passMillis(MAX_WAIT_MILLIS - 1);
        assertThat(later.refusal).isNull();
        place.time.passMillis(1);
        assertThat(later.capacityRefusal()).isNotNull();
    }

    @Test
    void refusesExpiredRequestBehindOneWhoseOwnerFails() {
        ScriptedPermitRequest failing = place.enter("failing");
        ScriptedPermitRequest expiring = place.enter("expiring");
        failing.failing = true;
        place.time.passMillis(MAX_WAIT_MILLIS);
        assertThat(failing.refusals).isEqualTo(1);
        assertThat(expiring.refusals).isEqualTo(1);
    }

    @Test
    void refusesRequestsOfClosedOwnerBehindOneThatFails() {
        ScriptedPermitRequest failing = place.enter("failing");
        ScriptedPermitRequest waiting = place.enter("waiting");
        failing.failing = true;
        place.owner.close("engine");
        place.limiter.refuseClosed();
        assertThat(failing.refusals).isEqualTo(1);
        assertThat(waiting.refusals).isEqualTo(1);
    }
}
