package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that permits are conserved over thousands of random operations on one limiter, one after another in virtual
 * time. The seed is in the name of each test, so that a failure can be reproduced.
 */
class ConcurrencyLimiterRandomTest {
    private static final int STEPS = 10_000;
    private static final int MOST_WAITING = 6;

    private final List<Member> members = new ArrayList<>();
    private LimiterFixture place = new LimiterFixture(1);
    private Random random = new Random(0);
    private int granted;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void conservesPermitsAndReportsEachOutcomeOnce(long seed) {
        random = new Random(seed);
        place = new LimiterFixture(3, LimiterFixture.SETTINGS.withMaxQueued(MOST_WAITING), LimiterFixture.RETRIES);
        for (int i = 0; i < 15; i++) {
            members.add(new Member());
        }
        for (int step = 0; step < STEPS; step++) {
            members.get(random.nextInt(members.size())).act();
            if (random.nextInt(3) == 0) {
                place.time.passMillis(random.nextInt(random.nextInt(20) == 0 ? 5_000 : 50));
            }
            check();
        }
        finish();
        assertThat(granted).as("permits given in all").isGreaterThan(500);
    }

    private void check() {
        long held = members.stream().filter(member -> member.held).count();
        long waiting = members.stream().filter(member -> member.waits).count();
        assertThat(place.now().inFlight())
                .isEqualTo(place.accountInFlight.get())
                .isEqualTo((int) held);
        assertThat(place.now().queued()).isEqualTo((int) waiting);
        boolean room = held < place.policy.limit && place.now().pausedNanos() == 0;
        assertThat(room && waiting > 0)
                .as("somebody waits though there is room")
                .isFalse();
    }

    /** Returns all permits as they are granted, and checks that none is left. */
    private void finish() {
        for (int i = 0; i < 200 && members.stream().anyMatch(member -> member.held || member.waits); i++) {
            members.forEach(Member::releaseIfHeld);
            place.time.passMillis(1_000);
        }
        assertThat(place.now().inFlight()).isZero();
        assertThat(place.now().queued()).isZero();
        assertThat(place.accountInFlight).hasValue(0);
        assertThat(place.time.pending()).isZero();
        members.forEach(member -> assertThat(member.told).isEqualTo(member.due));
    }

    /** Owner of successive permit requests, with its own model of the expected state. */
    private final class Member implements PermitRequest.Callback {
        private PermitRequest ticket = newTicket();
        private boolean held;
        private boolean waits;
        /** Expected number of outcomes: requests queued, minus requests that left the queue voluntarily. */
        private int due;

        private int told;

        private PermitRequest newTicket() {
            Priority priority = Priority.values()[random.nextInt(3)];
            return new PermitRequest(
                    this,
                    place.owner,
                    priority,
                    Duration.ofMillis(random.nextInt(3_000)).toNanos());
        }

        void act() {
            if (held) {
                actWithPermit();
            } else if (!waits) {
                enter();
            } else if (random.nextInt(4) == 0) {
                waits = false;
                due--;
                assertThat(place.limiter.release(ticket)).isTrue();
            }
        }

        private void enter() {
            if (random.nextInt(5) > 0) {
                ticket = newTicket();
            }
            due++;
            waits = true;
            place.limiter.submit(ticket);
        }

        private void actWithPermit() {
            switch (random.nextInt(24)) {
                case 0 -> place.maximumIs(1 + random.nextInt(8), ticket);
                case 1 -> refuse("concurrent_limit_exceeded", null);
                case 2 -> refuse("system_busy", null);
                case 3 -> refuse("system_busy", Duration.ofMillis(random.nextInt(4_000)));
                case 4, 5, 6, 7 -> releaseIfHeld();
                default -> {
                    place.limiter.onResponse(ticket, ConcurrencyReport.NONE);
                    releaseIfHeld();
                }
            }
        }

        void releaseIfHeld() {
            if (held) {
                held = false;
                assertThat(place.limiter.release(ticket)).isTrue();
            }
            assertThat(held || waits || !place.limiter.release(ticket)).isTrue();
        }

        private void refuse(String status, @Nullable Duration retryAfter) {
            held = false;
            waits = true;
            due++;
            ServiceError said = new ServiceError(429, null, null, status, null, null, null, retryAfter);
            if (!place.limiter.requeue(ticket, new CapacityException(status, said))) {
                waits = false;
                due--;
            }
        }

        @Override
        public void onPermit() {
            assertThat(waits).isTrue();
            assertThat(place.now().inFlight()).isLessThanOrEqualTo(place.policy.limit);
            assertThat(place.now().pausedNanos()).isZero();
            waits = false;
            held = true;
            told++;
            granted++;
        }

        @Override
        public void onRefused(ParlandoException error) {
            assertThat(waits).isTrue();
            assertThat(error).isInstanceOf(CapacityException.class);
            waits = false;
            told++;
        }
    }
}
