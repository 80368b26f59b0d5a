package dev.parlando.credits;

import static dev.parlando.credits.MeterFixture.day;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CreditMeterTest {
    @Test
    void countsCreditsByKeyAndModel() {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
        meter.record(new CreditUse(day(0, 5), "one", "a", 10, false));
        meter.record(new CreditUse(day(0, 3), "one", "a", 5, true));
        meter.record(new CreditUse(day(0, 4), "one", "b", 1, true));
        meter.record(new CreditUse(day(0, 4), "two", "a", 0, false));

        assertThat(meter.counts())
                .containsExactlyInAnyOrder(
                        new CreditCount(CreditSource.RECORDED, "one", "a", 15, 5, 2, day(0, 3), day(0, 5)),
                        new CreditCount(CreditSource.RECORDED, "one", "b", 1, 1, 1, day(0, 4), day(0, 4)),
                        new CreditCount(CreditSource.RECORDED, "two", "a", 0, 0, 1, day(0, 4), day(0, 4)));
    }

    @Test
    void groupsKeysAndModelsBeyondCapacity() {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT.withMaxKeys(2));
        for (int i = 0; i < 1_000; i++) {
            meter.record(new CreditUse(day(0, 0), "key" + i % 10, "model" + i, 1, false));
            meter.recordReading(day(0, 0), "key" + i, i);
        }
        meter.record(new CreditUse(day(0, 0), "k".repeat(101), "m".repeat(101), 1, false));

        List<CreditCount> counts = meter.counts();
        assertThat(counts).hasSize(3 * 32);
        assertThat(counts.stream().map(CreditCount::keyFingerprint).distinct())
                .containsExactlyInAnyOrder("key0", "key1", CreditCount.OTHER);
        assertThat(counts.stream().mapToLong(CreditCount::credits).sum()).isEqualTo(1_001);
    }

    @Test
    void saturatesCountsAtMaximum() {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
        for (int i = 0; i < 3; i++) {
            meter.record(new CreditUse(day(i, 0), "key", "a", Long.MAX_VALUE, true));
        }
        assertThat(meter.counts().get(0).credits()).isEqualTo(Long.MAX_VALUE);
        assertThat(meter.counts().get(0).estimatedCredits()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void notifiesListenersOnOwnThreadUntilRemoved() throws Exception {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
        CompletableFuture<Thread> told = new CompletableFuture<>();
        CreditListener never = alert -> told.completeExceptionally(new AssertionError("told after all"));
        meter.addListener(never);
        meter.removeListener(never);
        meter.addListener(alert -> told.complete(Thread.currentThread()));
        meter.expectIdle("key", true);
        meter.record(new CreditUse(day(0, 0), "key", "a", 1, false));

        assertThat(told.get(30, TimeUnit.SECONDS).getName()).isEqualTo("parlando-events");
        assertThat(told.get().isDaemon()).isTrue();
    }

    @Test
    void countsConcurrentRecordsWithoutLoss() {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT, Runnable::run);
        IntStream.range(0, 40_000)
                .parallel()
                .forEach(i -> meter.record(new CreditUse(day(0, i / 1_000), "key" + i % 3, "a", 2, i % 2 == 0)));

        assertThat(meter.counts().stream().mapToLong(CreditCount::credits).sum())
                .isEqualTo(80_000);
        assertThat(meter.counts().stream()
                        .mapToLong(CreditCount::estimatedCredits)
                        .sum())
                .isEqualTo(40_000);
        assertThat(meter.counts().stream().mapToLong(CreditCount::uses).sum()).isEqualTo(40_000);
    }

    @Property(tries = 300, seed = "7")
    void conservesCreditsAndNeverThrows(@ForAll("anyUses") @Size(max = 200) List<CreditUse> uses) {
        MeterFixture metered = new MeterFixture(CreditMeterSettings.DEFAULT.withMaxKeys(2));
        uses.forEach(metered.meter::record);
        uses.forEach(use -> metered.meter.recordReading(use.time(), use.keyFingerprint(), use.credits()));

        List<CreditCount> counts = metered.meter.counts().stream()
                .filter(count -> count.source() == CreditSource.RECORDED)
                .toList();
        assertThat(counts.stream().mapToLong(CreditCount::credits).sum())
                .isEqualTo(uses.stream().mapToLong(CreditUse::credits).sum());
        assertThat(counts.stream().mapToLong(CreditCount::uses).sum()).isEqualTo(uses.size());
    }

    @Property(tries = 100, seed = "7")
    void countsKeysIndependently(@ForAll("usesInOrder") @Size(max = 200) List<CreditUse> uses) {
        MeterFixture together = new MeterFixture();
        uses.forEach(together.meter::record);
        Map<String, MeterFixture> apart = new HashMap<>();
        uses.forEach(use -> apart.computeIfAbsent(use.keyFingerprint(), key -> new MeterFixture())
                .meter
                .record(use));

        List<CreditCount> counts = new ArrayList<>();
        List<CreditAlert> alerts = new ArrayList<>();
        apart.values().forEach(one -> counts.addAll(one.meter.counts()));
        apart.values().forEach(one -> alerts.addAll(one.alerts));
        assertThat(together.meter.counts()).containsExactlyInAnyOrderElementsOf(counts);
        assertThat(together.alerts).containsExactlyInAnyOrderElementsOf(alerts);
    }

    /** Provides uses at arbitrary times, in arbitrary order. */
    @Provide
    Arbitrary<List<CreditUse>> anyUses() {
        Arbitrary<Instant> times = Arbitraries.oneOf(
                Arbitraries.longs()
                        .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                        .map(Instant::ofEpochSecond),
                Arbitraries.of(Instant.MIN, Instant.MAX, Instant.EPOCH),
                Arbitraries.integers().between(0, 2_000).map(hour -> day(0, hour)));
        return uses(times, Arbitraries.longs().between(0, Long.MAX_VALUE / 200));
    }

    /** Provides uses within 2,000 hours, in order of time. */
    @Provide
    Arbitrary<List<CreditUse>> usesInOrder() {
        Arbitrary<Instant> times = Arbitraries.integers().between(0, 2_000).map(hour -> day(0, hour));
        return uses(times, Arbitraries.longs().between(0, 100_000)).map(uses -> uses.stream()
                .sorted((one, other) -> one.time().compareTo(other.time()))
                .toList());
    }

    private static Arbitrary<List<CreditUse>> uses(Arbitrary<Instant> times, Arbitrary<Long> credits) {
        return Combinators.combine(times, Arbitraries.of("one", "two", "three"), Arbitraries.of("a", "b"), credits)
                .as((at, key, model, cost) -> new CreditUse(at, key, model, cost, cost % 2 == 0))
                .list();
    }
}
