package dev.parlando.credits;

import static dev.parlando.credits.CreditAlert.Kind.IDLE_KEY_ACTIVE;
import static dev.parlando.credits.CreditAlert.Kind.SPIKE;
import static dev.parlando.credits.CreditAlert.Kind.UNUSUAL_HOURS;
import static dev.parlando.credits.MeterFixture.KEY;
import static dev.parlando.credits.MeterFixture.day;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** Tests of each alert rule on synthetic traffic. Day 0 is a Monday; learning takes 14 days. */
class CreditAlertTest {
    private final MeterFixture metered = new MeterFixture();

    private static long steady(ZonedDateTime hour) {
        return 900 + 10L * (hour.getHour() % 3) + hour.getDayOfWeek().getValue();
    }

    private static long office(ZonedDateTime hour) {
        boolean working = hour.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
        return working && hour.getHour() >= 9 && hour.getHour() < 17 ? 5_000 : 0;
    }

    private static long batch(ZonedDateTime hour) {
        return hour.getHour() == 2 ? 50_000 : 0;
    }

    @Test
    void reportsSpikeWithExpectedCredits() {
        metered.usual(day(0, 0), day(16, 10), CreditAlertTest::steady);
        metered.use(day(16, 10), 1_000);
        assertThat(metered.alerts).isEmpty();
        Instant at = day(16, 10).plusSeconds(60);
        metered.use(at, 5_000);

        assertThat(metered.alerts).hasSize(1);
        CreditAlert alert = metered.alerts.get(0);
        assertThat(alert.kind()).isEqualTo(SPIKE);
        assertThat(alert.source()).isEqualTo(CreditSource.RECORDED);
        assertThat(alert.keyFingerprint()).isEqualTo(KEY);
        assertThat(alert.time()).isEqualTo(at);
        assertThat(alert.credits()).isBetween(6_000L, 7_000L);
        assertThat(alert.expectedCredits()).isBetween(900L, 930L);
        assertThat(alert.window()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void reportsSpikeOnceUntilItEnds() {
        metered.usual(day(0, 0), day(16, 0), CreditAlertTest::steady);
        metered.usual(day(16, 0), day(16, 4), hour -> 20_000);
        assertThat(metered.kinds()).containsExactly(SPIKE);
        metered.usual(day(16, 4), day(17, 0), CreditAlertTest::steady);
        metered.use(day(17, 0), 30_000);
        assertThat(metered.kinds()).containsExactly(SPIKE, SPIKE);
    }

    @Test
    void reportsNothingWhileLearning() {
        metered.usual(day(0, 0), day(13, 0), CreditAlertTest::office);
        metered.use(day(13, 3), 1_000_000);
        assertThat(metered.alerts).isEmpty();
    }

    @Test
    void learnsOfficeHoursAndWeekends() {
        metered.usual(day(0, 0), day(60, 0), CreditAlertTest::office);
        assertThat(metered.alerts).isEmpty();
    }

    @Test
    void learnsWeeklyJob() {
        metered.usual(day(0, 0), day(90, 0), hour -> hour.getDayOfWeek() == DayOfWeek.SUNDAY ? batch(hour) : 0);
        assertThat(metered.alerts).isEmpty();
    }

    @Test
    void adaptsToSteadyGrowth() {
        metered.usual(day(0, 0), day(90, 0), hour ->
                (long) (1_000 * Math.pow(1.04, Duration.between(day(0, 0), hour).toHours() / 24.0)));
        assertThat(metered.alerts).isEmpty();
    }

    @Test
    void adaptsToLastingIncrease() {
        metered.usual(day(0, 0), day(20, 0), CreditAlertTest::steady);
        metered.usual(day(20, 0), day(60, 0), hour -> 20_000);
        assertThat(metered.kinds()).startsWith(SPIKE).containsOnly(SPIKE).hasSizeLessThan(4);
        assertThat(metered.alerts).allMatch(alert -> alert.time().isBefore(day(27, 0)));
    }

    @Test
    void reportsNightUseOfDaytimeKey() {
        metered.usual(day(0, 0), day(16, 0), CreditAlertTest::office);
        metered.use(day(16, 3), 100);
        assertThat(metered.alerts).as("a trifle").isEmpty();
        metered.use(day(16, 3).plusSeconds(1), 500);
        metered.use(day(16, 3).plusSeconds(2), 500);
        assertThat(metered.kinds()).containsExactly(UNUSUAL_HOURS);
        assertThat(metered.alerts.get(0).expectedCredits()).isZero();
    }

    @Test
    void reportsDaytimeUseOfNightlyKey() {
        metered.usual(day(0, 0), day(28, 0), CreditAlertTest::batch);
        metered.use(day(28, 14), 5_000);
        assertThat(metered.kinds()).containsExactly(UNUSUAL_HOURS);
    }

    @Test
    void reportsUseOnUnusualDayOfWeek() {
        metered.usual(day(0, 0), day(19, 0), CreditAlertTest::office);
        metered.use(day(19, 11), 1_000);
        assertThat(metered.kinds()).containsExactly(UNUSUAL_HOURS);
    }

    @Test
    void usesHoursOfConfiguredZone() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        MeterFixture there = new MeterFixture(CreditMeterSettings.DEFAULT.withZone(tokyo));
        there.usual(day(0, 0), day(30, 0), CreditAlertTest::office);
        assertThat(there.alerts).isEmpty();
        there.use(day(30, 18), 2_000); // 3 a.m. on day 31 in Tokyo.
        assertThat(there.kinds()).containsExactly(UNUSUAL_HOURS);
    }

    @Test
    void toleratesDaylightSavingChange() {
        MeterFixture berlin = new MeterFixture(CreditMeterSettings.DEFAULT.withZone(ZoneId.of("Europe/Berlin")));
        Instant winter = Instant.parse("2026-03-02T00:00:00Z"); // Daylight saving time starts on 29 March.
        berlin.usual(
                winter, winter.plus(Duration.ofDays(60)), hour -> office(hour.withZoneSameInstant(ZoneId.of("UTC"))));
        assertThat(berlin.alerts).isEmpty();
    }

    @Test
    void reportsUseOfKeyAfterLongIdleTime() {
        metered.usual(day(0, 0), day(20, 0), CreditAlertTest::steady);
        metered.use(day(40, 0), 10);
        metered.use(day(40, 0).plusSeconds(1), 10);
        assertThat(metered.kinds()).containsExactly(IDLE_KEY_ACTIVE);
        metered.usual(day(40, 1), day(50, 0), CreditAlertTest::steady);
        assertThat(metered.kinds()).as("it still knows what is usual").containsExactly(IDLE_KEY_ACTIVE);
    }

    @Test
    void reportsIncreasedUseOfRarelyUsedKey() {
        metered.usual(day(0, 0), day(20, 0), hour -> hour.getHour() == 7 ? 20 : 0);
        metered.use(day(20, 15), 40);
        assertThat(metered.alerts).as("somebody tries it").isEmpty();
        metered.use(day(20, 16), 400);
        assertThat(metered.kinds()).containsExactly(IDLE_KEY_ACTIVE);
    }

    @Test
    void reportsFirstUseOfKeyExpectedIdle() {
        metered.meter.expectIdle(KEY, true);
        metered.use(day(0, 0), 1);
        metered.use(day(0, 1), 1);
        assertThat(metered.kinds()).containsExactly(IDLE_KEY_ACTIVE);
        metered.meter.expectIdle(KEY, false);
        metered.use(day(2, 0), 1);
        assertThat(metered.kinds()).containsExactly(IDLE_KEY_ACTIVE);
    }

    @Test
    void toleratesClockErrors() {
        metered.usual(day(0, 0), day(20, 0), CreditAlertTest::steady);
        metered.use(day(19, 23), 900); // Out of order.
        metered.usual(day(10, 0), day(21, 0), CreditAlertTest::steady); // The clock was set back.
        assertThat(metered.alerts).isEmpty();
        metered.use(day(500, 0), 900); // The clock is far ahead, as after a long idle time.
        metered.usual(day(21, 0), day(40, 0), CreditAlertTest::steady);
        assertThat(metered.kinds()).containsExactly(IDLE_KEY_ACTIVE);
    }
}
