package dev.parlando.internal.limiter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SaturationAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the shares of a fleet's limit through the public API of a governor. */
class GovernorSharesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String FAST = "eleven_flash_v2_5";
    private static final String STANDARD = "eleven_v3";

    private final FakeScheduler time = new FakeScheduler();
    private final AccountGovernor governor = LimiterFixture.governor(GovernorSettings.DEFAULT, time);

    @AfterEach
    void close() {
        governor.close();
    }

    @Test
    void holdsRequestsWithoutShareAndAdmitsThemWithOne() throws Exception {
        governor.setShares(Map.of("turbo", 1));
        CompletableFuture<Permit> first = governor.acquireAsync(FAST, Priority.NORMAL, LONG);
        CompletableFuture<Permit> second = governor.acquireAsync(FAST, Priority.NORMAL, LONG);
        CompletableFuture<Permit> other = governor.acquireAsync(STANDARD, Priority.NORMAL, LONG);
        first.get(30, SECONDS);
        assertThat(second).isNotDone();
        assertThat(other).isNotDone();

        governor.setShares(Map.of("turbo", 2, "standard", 1));

        second.get(30, SECONDS);
        other.get(30, SECONDS);
    }

    @Test
    void revokesNoPermitWhenShareShrinks() throws Exception {
        Permit first = governor.acquire(FAST, Priority.NORMAL, Duration.ZERO);
        governor.setShares(Map.of());
        CompletableFuture<Permit> second = governor.acquireAsync(FAST, Priority.NORMAL, LONG);

        assertThat(governor.snapshot(FAST).inFlight()).isEqualTo(1);
        assertThat(governor.snapshot(FAST).limit()).isEqualTo(1);
        first.close();
        assertThat(second).isNotDone();
        assertThat(governor.snapshot(FAST).limit()).isZero();

        governor.clearShares();
        second.get(30, SECONDS).close();
        assertThat(governor.snapshot(FAST).limit()).isEqualTo(1);
    }

    @Test
    void leavesCallsOtherThanSpeechAlone() {
        governor.setShares(Map.of("calls", 1));

        assertThat(governor.callLimiter().snapshot().limit()).isEqualTo(10_000);
        assertThat(governor.demand()).isEmpty();
    }

    @Test
    void reportsDemand() throws Exception {
        governor.setMaxLimit(9);
        governor.setShares(Map.of("turbo", 1));
        Permit permit = governor.acquire(FAST, Priority.NORMAL, Duration.ZERO);
        governor.acquireAsync(FAST, Priority.LIVE, LONG);
        governor.acquireAsync(FAST, Priority.PREFETCH, LONG);
        governor.acquireAsync(FAST, Priority.PREFETCH, LONG);
        assertThat(governor.demand().get(0).maximum()).isNull();
        permit.onResponse(1, 20, null);

        GroupDemand demand = governor.demand().get(0);

        assertThat(demand.queued()).isEqualTo(Map.of(Priority.LIVE, 1, Priority.NORMAL, 0, Priority.PREFETCH, 2));
        assertThat(demand)
                .isEqualTo(new GroupDemand(
                        "turbo",
                        1,
                        9,
                        1,
                        demand.queued(),
                        0,
                        20,
                        governor.snapshot(FAST).sampledNanos(),
                        0));
        assertThat(demand.queuedInTotal()).isEqualTo(3);
    }

    @Test
    void estimatesWaitOfRequestsWithoutShare() {
        governor.setShares(Map.of());
        CompletableFuture<Permit> waiting = governor.acquireAsync(FAST, Priority.NORMAL, Duration.ofSeconds(1));
        time.passMillis(1_001);

        assertThatThrownBy(() -> waiting.get(30, SECONDS))
                .hasMessageContaining("0 of 0 in use in the group turbo, 0 waiting");
    }

    @Test
    void attributesUseOfFleetToThisEngine() throws Exception {
        List<SaturationAlert> alerts = Collections.synchronizedList(new ArrayList<>());
        governor.addListener(new GovernorListener() {
            @Override
            public void onSaturated(SaturationAlert alert) {
                alerts.add(alert);
            }
        });
        governor.setShares(Map.of("turbo", 2));
        Permit permit = governor.acquire(FAST, Priority.NORMAL, Duration.ZERO);
        permit.onResponse(20, 20, null);
        time.passMillis(30_000);
        permit.onResponse(20, 20, null);
        governor.close();

        assertThat(alerts)
                .singleElement()
                .extracting(SaturationAlert::cause)
                .isEqualTo(SaturationAlert.Cause.THIS_ENGINE);
    }

    @Test
    void reportsQueuedAndReturnedRequests() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        governor.addListener(new GovernorListener() {
            @Override
            public void onQueued(LimitSnapshot now) {
                events.add("queued " + now.queued());
            }

            @Override
            public void onReturned(LimitSnapshot now) {
                events.add("returned " + now.inFlight());
            }
        });
        governor.setShares(Map.of("turbo", 1));
        Permit permit = governor.acquire(FAST, Priority.NORMAL, Duration.ZERO);
        governor.acquireAsync(FAST, Priority.NORMAL, LONG);
        permit.close();
        governor.close();

        assertThat(events).containsExactly("queued 1", "returned 0");
    }

    @Test
    void reportsReasonOfShare() throws Exception {
        governor.setShares(Map.of("turbo", 3));
        try (Permit permit = governor.acquire(FAST, Priority.NORMAL, Duration.ZERO)) {
            assertThat(permit.limitAtPermit().limit()).isEqualTo(3);
            assertThat(permit.limitAtPermit().reason()).isEqualTo(LimitReason.SHARE);
        }
    }

    @Test
    void rejectsSharesOutOfRangeOrWhenOff() {
        AccountGovernor off = LimiterFixture.governor(GovernorSettings.OFF, time);

        assertThatThrownBy(() -> governor.setShares(Map.of("turbo", -1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("governor.shares.turbo")
                .hasMessageContaining("-1 is outside 0 to 10000");
        assertThatThrownBy(() -> off.setShares(Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("off");
        off.close();
    }
}
