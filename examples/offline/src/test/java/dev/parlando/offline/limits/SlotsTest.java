package dev.parlando.offline.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
    private static final ServiceLimits TWO =
            ServiceLimits.DEFAULT.withMaximumConcurrent(2).withQueue(3, 50);

    private final FakeTime time = new FakeTime();
    private final LoadCounter workspace = new LoadCounter(time, null);
    private final List<Integer> started = new ArrayList<>();
    private final List<Admission> admissions = new ArrayList<>();
    private final List<Slots.Place> places = new ArrayList<>();

    @Test
    void whoFindsASlotStartsAtOnceAndTheRestInOrder() {
        Slots slots = slots(TWO);
        enter(slots, 5);
        time.passMillis(1_000);
        assertThat(started).containsExactly(0, 1);
        places.get(1).leave(true);
        assertThat(started).containsExactly(0, 1, 2);
        places.get(0).leave(true);
        places.get(2).leave(true);
        assertThat(started).containsExactly(0, 1, 2, 3, 4);
        assertThat(slots.load()).isEqualTo(workspace.sample());
    }

    @Test
    void whoIsQueuedStartsNotBeforeTheDelay() {
        Slots slots = slots(TWO);
        enter(slots, 3);
        time.passMillis(10);
        places.get(0).leave(true);
        time.passMillis(39);
        assertThat(started).containsExactly(0, 1);
        assertThat(slots.load().queued()).isEqualTo(1);
        time.passMillis(1);
        assertThat(started).containsExactly(0, 1, 2);
        assertThat(slots.load().queued()).isZero();
    }

    @Test
    void theQueueIsOfLowerPriorityUntilItsDelayHasPassed() {
        Slots slots = slots(TWO);
        enter(slots, 3);
        places.get(0).leave(true);
        enter(slots, 1);
        assertThat(started).containsExactly(0, 1, 3);
        time.passMillis(50);
        enter(slots, 1);
        places.get(1).leave(true);
        assertThat(started).containsExactly(0, 1, 3, 2);
    }

    @Test
    void refusesWhenTheQueueIsFullAndNamesTheLimit() {
        Slots slots = slots(TWO);
        enter(slots, 5);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> enter(slots, 1));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(JsonPath.detail(refusal))
                .containsEntry("type", "rate_limit_error")
                .containsEntry("code", "concurrent_limit_exceeded")
                .containsEntry("status", "too_many_concurrent_requests");
        assertThat(JsonPath.detail(refusal).get("message")).asString().contains("2 requests", "queue of 3");
        assertThat(refusal.headers()).isEmpty();
        assertThat(slots.load().refusedConcurrent()).isEqualTo(1);
        places.get(4).leave(false);
        enter(slots, 1);
        assertThat(slots.load().queued()).isEqualTo(3);
    }

    @Test
    void aPlaceIsGivenBackOnceWhereverItWas() {
        Slots slots = slots(TWO);
        enter(slots, 4);
        for (int i = 0; i < 2; i++) {
            places.get(2).leave(false);
            places.get(0).leave(true);
        }
        new Slots(time, workspace, TWO).new Place(admissions::add).leave(false);
        time.passMillis(50);
        assertThat(started).containsExactly(0, 1, 3);
        ServiceLoad load = slots.load();
        assertThat(List.of(load.running(), load.queued())).containsExactly(2, 0);
        assertThat(List.of(load.served(), load.brokenOff())).containsExactly(1L, 1L);
    }

    @Test
    void aNewLimitHoldsForWhoComesNextAndEndsNothing() {
        Slots slots = slots(ServiceLimits.DEFAULT);
        enter(slots, 12);
        slots.limits(ServiceLimits.DEFAULT.withMaximumConcurrent(3));
        time.passMillis(50);
        assertThat(slots.load().running()).isEqualTo(10);
        places.subList(0, 7).forEach(place -> place.leave(true));
        assertThat(slots.load().running()).isEqualTo(3);
        places.get(7).leave(true);
        assertThat(started).hasSize(11).endsWith(10);
        assertThat(admissions.get(10).limits().maximumConcurrent()).isEqualTo(3);
        slots.limits(ServiceLimits.DEFAULT);
        assertThat(started).hasSize(12).endsWith(11);
        assertThat(slots.load().highestRunning()).isEqualTo(10);
    }

    @Test
    void aQueueThatBecomesShorterKeepsWhoIsInIt() {
        Slots slots = slots(TWO);
        enter(slots, 5);
        slots.limits(TWO.withQueue(0, 0));
        assertThat(catchThrowableOfType(Refusal.class, () -> enter(slots, 1))).isNotNull();
        time.passMillis(50);
        places.get(0).leave(true);
        assertThat(started).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10", "4, 6, 10", "10, 0, 10", "99, 0, 10"})
    void othersTakeSlotsAndCountInTheWorkspaceOnly(int others, int ours, int tried) {
        Slots slots = slots(ServiceLimits.DEFAULT.withOthersInUse(others));
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
    void eachNthIsRefusedOnDemandAndMayBeToldToWait() {
        Slots slots = slots(ServiceLimits.DEFAULT.withRefusals(3, 2, 7));
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> enter(slots, 1));
            outcomes.add(refusal == null ? "ok" : (String) JsonPath.at(refusal.body(), "detail", "code"));
            assertThat(refusal == null ? "7" : refusal.headers().get("retry-after"))
                    .isEqualTo("7");
        }
        assertThat(outcomes)
                .containsExactly(
                        "ok", "rate_limit_exceeded", "system_busy", "rate_limit_exceeded", "ok", "system_busy");
        assertThat(slots.load().refusedBusy()).isEqualTo(2);
        assertThat(slots.load().refusedRate()).isEqualTo(2);
        assertThat(workspace.sample().refusedRate()).isEqualTo(2);
        slots.limits(ServiceLimits.DEFAULT.withRefusals(1, 0, 0));
        Refusal silent = catchThrowableOfType(Refusal.class, () -> enter(slots, 1));
        assertThat(silent.headers()).isEmpty();
        assertThat(JsonPath.detail(silent)).containsEntry("status", "system_busy");
    }

    @Test
    void theTimeThatSlotsAreUsedIsExact() {
        Slots slots = slots(TWO);
        enter(slots, 1);
        time.passMillis(30);
        enter(slots, 1);
        time.passMillis(10);
        ServiceLoad before = slots.load();
        assertThat(before.runningNanos()).isEqualTo(50_000_000);
        assertThat(before.slotNanos()).isEqualTo(80_000_000);
        slots.limits(TWO.withMaximumConcurrent(5).withOthersInUse(1));
        time.passMillis(10);
        places.get(0).leave(true);
        time.passMillis(10);
        assertThat(slots.load().usedSince(before)).isEqualTo(30.0 / 80);
        assertThat(workspace.sample()).isEqualTo(slots.load());
    }

    @Test
    void whateverHappensNothingIsLostAndNoLimitExceeded() {
        Random random = new Random(4711);
        Slots slots = slots(TWO);
        int limit = 2;
        int refused = 0;
        List<Slots.Place> open = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int startedBefore = started.size();
            int before = slots.load().running();
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    boolean in = catchThrowableOfType(Refusal.class, () -> enter(slots, 1)) == null;
                    refused += in ? 0 : 1;
                    open.addAll(in ? List.of(places.get(places.size() - 1)) : List.of());
                }
                case 4, 5 -> {
                    Slots.Place place = open.isEmpty() ? null : open.remove(random.nextInt(open.size()));
                    for (int times = 0; place != null && times < 2; times++) {
                        place.leave(random.nextBoolean());
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
            assertThat(load.running() + load.queued() + load.served() + load.brokenOff())
                    .isEqualTo(places.size() - refused);
        }
        places.forEach(place -> place.leave(true));
        time.passMillis(1_000);
        places.forEach(place -> place.leave(true));
        assertThat(List.of(slots.load().running(), slots.load().queued())).containsOnly(0);
        assertThat(started).doesNotHaveDuplicates().hasSizeGreaterThan(1_000);
    }

    private Slots slots(ServiceLimits limits) {
        return new Slots(time, workspace, limits);
    }

    private void enter(Slots slots, int count) {
        for (int i = 0; i < count; i++) {
            int number = places.size();
            Slots.Place place = slots.new Place(admission -> {
                started.add(number);
                admissions.add(admission);
            });
            places.add(place);
            place.enter();
        }
    }
}
