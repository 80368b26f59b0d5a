package dev.parlando.offline.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencySlotsTest {
    private static final ServiceLimits TWO =
            ServiceLimits.DEFAULT.withMaximumConcurrent(2).withQueue(3, 50);

    private final FakeEventLoopClock time = new FakeEventLoopClock();
    private final LoadCounter workspace = new LoadCounter(time, null);
    private final List<Integer> started = new ArrayList<>();
    private final List<SlotGrant> admissions = new ArrayList<>();
    private final List<ConcurrencySlots.SlotRequest> places = new ArrayList<>();

    @Test
    void startsWithinLimitImmediatelyAndRestInOrder() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 5);
        time.passMillis(1_000);
        assertThat(started).containsExactly(0, 1);
        places.get(1).release(true);
        assertThat(started).containsExactly(0, 1, 2);
        places.get(0).release(true);
        places.get(2).release(true);
        assertThat(started).containsExactly(0, 1, 2, 3, 4);
        assertThat(slots.load()).isEqualTo(workspace.snapshot());
    }

    @Test
    void startsQueuedRequestsOnlyAfterDelay() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 3);
        time.passMillis(10);
        places.get(0).release(true);
        time.passMillis(39);
        assertThat(started).containsExactly(0, 1);
        assertThat(slots.load().queued()).isEqualTo(1);
        time.passMillis(1);
        assertThat(started).containsExactly(0, 1, 2);
        assertThat(slots.load().queued()).isZero();
    }

    @Test
    void prefersNewRequestsUntilQueueDelayElapses() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 3);
        places.get(0).release(true);
        enter(slots, 1);
        assertThat(started).containsExactly(0, 1, 3);
        time.passMillis(50);
        enter(slots, 1);
        places.get(1).release(true);
        assertThat(started).containsExactly(0, 1, 3, 2);
    }

    @Test
    void rejectsRequestAndNamesLimitWhenQueueIsFull() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 5);
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> enter(slots, 1));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(JsonPath.detail(refusal))
                .containsEntry("type", "rate_limit_error")
                .containsEntry("code", "concurrent_limit_exceeded")
                .containsEntry("status", "too_many_concurrent_requests");
        assertThat(JsonPath.detail(refusal).get("message")).asString().contains("2 requests", "queue of 3");
        assertThat(refusal.headers()).isEmpty();
        assertThat(slots.load().refusedConcurrent()).isEqualTo(1);
        places.get(4).release(false);
        enter(slots, 1);
        assertThat(slots.load().queued()).isEqualTo(3);
    }

    @Test
    void releasesEachRequestOnlyOnce() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 4);
        for (int i = 0; i < 2; i++) {
            places.get(2).release(false);
            places.get(0).release(true);
        }
        new ConcurrencySlots(time, workspace, TWO).new SlotRequest(admissions::add).release(false);
        time.passMillis(50);
        assertThat(started).containsExactly(0, 1, 3);
        ServiceLoad load = slots.load();
        assertThat(List.of(load.running(), load.queued())).containsExactly(2, 0);
        assertThat(List.of(load.served(), load.aborted())).containsExactly(1L, 1L);
    }

    @Test
    void appliesNewLimitWithoutEndingRunningRequests() {
        ConcurrencySlots slots = slots(ServiceLimits.DEFAULT);
        enter(slots, 12);
        slots.limits(ServiceLimits.DEFAULT.withMaximumConcurrent(3));
        time.passMillis(50);
        assertThat(slots.load().running()).isEqualTo(10);
        places.subList(0, 7).forEach(place -> place.release(true));
        assertThat(slots.load().running()).isEqualTo(3);
        places.get(7).release(true);
        assertThat(started).hasSize(11).endsWith(10);
        assertThat(admissions.get(10).limits().maximumConcurrent()).isEqualTo(3);
        slots.limits(ServiceLimits.DEFAULT);
        assertThat(started).hasSize(12).endsWith(11);
        assertThat(slots.load().highestRunning()).isEqualTo(10);
    }

    @Test
    void keepsQueuedRequestsWhenQueueShrinks() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 5);
        slots.limits(TWO.withQueue(0, 0));
        assertThat(catchThrowableOfType(HttpErrorException.class, () -> enter(slots, 1)))
                .isNotNull();
        time.passMillis(50);
        places.get(0).release(true);
        assertThat(started).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10", "4, 6, 10", "10, 0, 10", "99, 0, 10"})
    void countsOtherUsageInWorkspaceOnly(int others, int ours, int tried) {
        ConcurrencySlots slots = slots(ServiceLimits.DEFAULT.withOthersInUse(others));
        enter(slots, tried);
        time.passMillis(50);
        assertThat(slots.load().running()).isEqualTo(ours);
        for (int i = 0; i < ours; i++) {
            assertThat(admissions.get(i).running()).isEqualTo(i + 1);
            assertThat(admissions.get(i).workspaceRunning()).isEqualTo(i + 1 + others);
        }
        slots.limits(ServiceLimits.DEFAULT);
        assertThat(slots.load().running()).isEqualTo(tried);
    }

    @Test
    void rejectsEveryNthRequestWithOptionalRetryAfter() {
        ConcurrencySlots slots = slots(ServiceLimits.DEFAULT.withInjectedRefusals(3, 2, 7));
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> enter(slots, 1));
            outcomes.add(refusal == null ? "ok" : (String) JsonPath.at(refusal.body(), "detail", "code"));
            assertThat(refusal == null ? "7" : refusal.headers().get("retry-after"))
                    .isEqualTo("7");
        }
        assertThat(outcomes)
                .containsExactly(
                        "ok", "rate_limit_exceeded", "system_busy", "rate_limit_exceeded", "ok", "system_busy");
        assertThat(slots.load().refusedBusy()).isEqualTo(2);
        assertThat(slots.load().refusedRate()).isEqualTo(2);
        assertThat(workspace.snapshot().refusedRate()).isEqualTo(2);
        slots.limits(ServiceLimits.DEFAULT.withInjectedRefusals(1, 0, 0));
        HttpErrorException silent = catchThrowableOfType(HttpErrorException.class, () -> enter(slots, 1));
        assertThat(silent.headers()).isEmpty();
        assertThat(JsonPath.detail(silent)).containsEntry("status", "system_busy");
    }

    @Test
    void measuresSlotUsageTimeExactly() {
        ConcurrencySlots slots = slots(TWO);
        enter(slots, 1);
        time.passMillis(30);
        enter(slots, 1);
        time.passMillis(10);
        ServiceLoad before = slots.load();
        assertThat(before.runningNanos()).isEqualTo(50_000_000);
        assertThat(before.slotNanos()).isEqualTo(80_000_000);
        slots.limits(TWO.withMaximumConcurrent(5).withOthersInUse(1));
        time.passMillis(10);
        places.get(0).release(true);
        time.passMillis(10);
        assertThat(slots.load().utilizationSince(before)).isEqualTo(30.0 / 80);
        assertThat(workspace.snapshot()).isEqualTo(slots.load());
    }

    @Test
    void keepsCountsAndLimitsUnderRandomOperations() {
        Random random = new Random(4711);
        ConcurrencySlots slots = slots(TWO);
        int limit = 2;
        int refused = 0;
        List<ConcurrencySlots.SlotRequest> open = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int startedBefore = started.size();
            int before = slots.load().running();
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    boolean in = catchThrowableOfType(HttpErrorException.class, () -> enter(slots, 1)) == null;
                    refused += in ? 0 : 1;
                    open.addAll(in ? List.of(places.get(places.size() - 1)) : List.of());
                }
                case 4, 5 -> {
                    ConcurrencySlots.SlotRequest place =
                            open.isEmpty() ? null : open.remove(random.nextInt(open.size()));
                    for (int times = 0; place != null && times < 2; times++) {
                        place.release(random.nextBoolean());
                    }
                }
                case 6 -> time.passMillis(random.nextInt(40));
                default -> {
                    limit = 1 + random.nextInt(5);
                    slots.limits(TWO.withMaximumConcurrent(limit).withQueue(random.nextInt(5), 50));
                }
            }
            ServiceLoad load = slots.load();
            assertThat(load.running()).isLessThanOrEqualTo(Math.max(limit, before));
            assertThat(load.running()).isLessThanOrEqualTo(started.size() > startedBefore ? limit : before);
            assertThat(load.running() + load.queued() + load.served() + load.aborted())
                    .isEqualTo(places.size() - refused);
        }
        places.forEach(place -> place.release(true));
        time.passMillis(1_000);
        places.forEach(place -> place.release(true));
        assertThat(List.of(slots.load().running(), slots.load().queued())).containsOnly(0);
        assertThat(started).doesNotHaveDuplicates().hasSizeGreaterThan(1_000);
    }

    private ConcurrencySlots slots(ServiceLimits limits) {
        return new ConcurrencySlots(time, workspace, limits);
    }

    private void enter(ConcurrencySlots slots, int count) {
        for (int i = 0; i < count; i++) {
            int number = places.size();
            ConcurrencySlots.SlotRequest place = slots.new SlotRequest(admission -> {
                started.add(number);
                admissions.add(admission);
            });
            places.add(place);
            place.submit();
        }
    }
}
