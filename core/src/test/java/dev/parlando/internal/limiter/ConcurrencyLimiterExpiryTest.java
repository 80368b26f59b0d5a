package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of requests that leave the queue without a permit, in fake time. */
class ConcurrencyLimiterExpiryTest {
    private static final long MAX_WAIT_MILLIS = LimiterFixture.MAX_WAIT.toMillis();

    private final LimiterFixture place = new LimiterFixture(1);

    ConcurrencyLimiterExpiryTest() {
        place.enter("first");
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
