package dev.parlando.credits;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Credit meter that stores its alerts, for traffic that is generated hour by hour. */
final class MeterFixture {
    static final String KEY = "key";
    static final String MODEL = "eleven_v3";

    /** A Monday. */
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    final List<CreditAlert> alerts = new ArrayList<>();
    final CreditMeter meter;
    private final CreditMeterSettings settings;

    MeterFixture() {
        this(CreditMeterSettings.DEFAULT);
    }

    MeterFixture(CreditMeterSettings settings) {
        this.settings = settings;
        meter = CreditMeter.create(settings, Runnable::run);
        meter.addListener(alerts::add);
    }

    static Instant day(int day, int hour) {
        return START.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
    }

    void use(Instant at, long credits) {
        meter.record(new CreditUse(at, KEY, MODEL, credits, false));
    }

    /** Records one use in the middle of each hour, with the credits that the pattern returns in the meter's zone. */
    void usual(Instant from, Instant to, ToLongFunction<ZonedDateTime> pattern) {
        for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
            long credits = pattern.applyAsLong(hour.atZone(settings.zone()));
            if (credits > 0) {
                use(hour.plus(Duration.ofMinutes(30)), credits);
            }
        }
    }

    List<CreditAlert.Kind> kinds() {
        return alerts.stream().map(CreditAlert::kind).toList();
    }
}
