package dev.parlando.credits;

import static dev.parlando.credits.CreditAlert.Kind.IDLE_KEY_ACTIVE;
import static dev.parlando.credits.CreditAlert.Kind.SPIKE;
import static dev.parlando.credits.MeterFixture.KEY;
import static dev.parlando.credits.MeterFixture.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests of the credits derived from the service's own count for a key. */
class CreditReadingTest {
    private final MeterFixture metered = new MeterFixture();
    private long count = 1_000;

    private void read(Instant at, long more) {
        count += more;
        metered.meter.recordReading(at, KEY, count);
    }

    /** Records one reading per hour, each higher by {@code perHour} credits. */
    private void recordHourlyReadings(int fromDay, int toDay, long perHour) {
        for (int hour = fromDay * 24; hour < toDay * 24; hour++) {
            read(day(0, hour), perHour);
        }
    }

    private CreditCount total() {
        assertThat(metered.meter.counts()).hasSize(1);
        return metered.meter.counts().get(0);
    }

    @Test
    void countsFromFirstReading() {
        read(day(0, 0), 0);
        assertThat(metered.meter.counts()).isEmpty();
        read(day(0, 1), 5);
        read(day(0, 2), 0);
        read(day(0, 3), 7);
        assertThat(total()).isEqualTo(new CreditCount(CreditSource.READ, KEY, null, 12, 0, 2, day(0, 1), day(0, 3)));
    }

    @Test
    void doesNotCountPeriodResetsOrCorrectionsAsUse() {
        read(day(0, 0), 9_000);
        read(day(0, 1), 100);
        read(day(0, 2), -50);
        assertThat(total().credits()).isEqualTo(100);
        count = 0;
        read(day(0, 3), 30);
        assertThat(total().credits()).isEqualTo(130);
    }

    @Test
    void ignoresOutOfOrderReading() {
        read(day(0, 0), 0);
        read(day(0, 2), 100);
        metered.meter.recordReading(day(0, 1), KEY, 1_050);
        read(day(0, 3), 0);
        assertThat(total().credits()).isEqualTo(100);
    }

    @Test
    void refusesANegativeCount() {
        assertThatThrownBy(() -> metered.meter.recordReading(day(0, 0), KEY, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void alertsOnSpikeSeenOnlyInReadings() {
        recordHourlyReadings(0, 20, 1_000);
        metered.use(day(20, 0), 1);
        assertThat(metered.alerts).isEmpty();
        read(day(20, 0), 20_000);
        assertThat(metered.kinds()).containsExactly(SPIKE);
        assertThat(metered.alerts.get(0).source()).isEqualTo(CreditSource.READ);
    }

    @Test
    void alertsOnFirstUseOfIdleKey() {
        recordHourlyReadings(0, 20, 0);
        assertThat(metered.alerts).isEmpty();
        read(day(20, 0), 1);
        assertThat(metered.kinds()).containsExactly(IDLE_KEY_ACTIVE);
    }

    @Test
    void spreadsUseOverTimeBetweenReadings() {
        recordHourlyReadings(0, 20, 1_000);
        read(day(20, 11), 12_000);
        read(day(21, 11), 24_000);
        read(day(100, 11), 80 * 24_000L);
        assertThat(metered.alerts).isEmpty();
        recordHourlyReadings(101, 103, 1_000);
        assertThat(metered.alerts).isEmpty();
    }

    @Test
    void countsReadingsSeparatelyFromRequests() {
        read(day(0, 0), 0);
        metered.use(day(0, 0).plus(Duration.ofMinutes(5)), 7);
        read(day(0, 1), 7);
        assertThat(metered.meter.counts()).hasSize(2).allMatch(one -> one.credits() == 7);
    }
}
