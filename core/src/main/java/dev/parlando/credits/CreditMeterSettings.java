package dev.parlando.credits;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds of a {@link CreditMeter}. Immutable; start with {@link #DEFAULT} and call the {@code with} methods, which
 * reject a value outside its range with an {@link IllegalArgumentException}.
 */
public final class CreditMeterSettings {
    private static final int MAX_KEYS = 1_000_000;

    /** Hours of UTC; two weeks of learning; idle after two weeks or below 1,000 credits a day; 1,000 keys. */
    public static final CreditMeterSettings DEFAULT = new CreditMeterSettings(new Values());

    private final Values values;

    private CreditMeterSettings(Values values) {
        this.values = values;
    }

    private CreditMeterSettings with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new CreditMeterSettings(copy);
    }

    /** Returns the time zone of the hours and days of the week. */
    public ZoneId zone() {
        return values.zone;
    }

    /** Returns a copy with another time zone. */
    public CreditMeterSettings withZone(ZoneId other) {
        Objects.requireNonNull(other, "zone");
        return with(copy -> copy.zone = other);
    }

    /**
     * Returns the observation time before spikes and unusual hours are reported. It must include weekends.
     */
    public Duration learning() {
        return values.learning;
    }

    /** Returns a copy with another observation time, 7 to 90 days. */
    public CreditMeterSettings withLearning(Duration time) {
        requireDays("learning", time, 7, 90);
        return with(copy -> copy.learning = time);
    }

    /** Returns the time without use after which a key should be idle. */
    public Duration idleAfter() {
        return values.idleAfter;
    }

    /** Returns a copy with another time without use after which a key should be idle, 1 to 365 days. */
    public CreditMeterSettings withIdleAfter(Duration time) {
        requireDays("idleAfter", time, 1, 365);
        return with(copy -> copy.idleAfter = time);
    }

    /** Returns the credits per day below whose usual use a key should be idle. */
    public long idleBelowCredits() {
        return values.idleBelowCredits;
    }

    /** Returns a copy with another daily use below which a key should be idle, 0 or more. */
    public CreditMeterSettings withIdleBelowCredits(long credits) {
        if (credits < 0) {
            throw new IllegalArgumentException("idleBelowCredits must not be negative: " + credits);
        }
        return with(copy -> copy.idleBelowCredits = credits);
    }

    /** Returns the number of keys with their own totals and alerts; further ones are counted together. */
    public int maxKeys() {
        return values.maxKeys;
    }

    /** Returns a copy with another number of keys, 1 to 1,000,000. */
    public CreditMeterSettings withMaxKeys(int count) {
        if (count < 1 || count > MAX_KEYS) {
            throw new IllegalArgumentException("maxKeys must be 1 to " + MAX_KEYS + ": " + count);
        }
        return with(copy -> copy.maxKeys = count);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CreditMeterSettings settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static void requireDays(String name, Duration time, int least, int most) {
        if (time.compareTo(Duration.ofDays(least)) < 0 || time.compareTo(Duration.ofDays(most)) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + " days: " + time);
        }
    }

    private static final class Values {
        ZoneId zone = ZoneOffset.UTC;
        Duration learning = Duration.ofDays(14);
        Duration idleAfter = Duration.ofDays(14);
        long idleBelowCredits = 1_000;
        int maxKeys = 1_000;

        Values copy() {
            Values copy = new Values();
            copy.zone = zone;
            copy.learning = learning;
            copy.idleAfter = idleAfter;
            copy.idleBelowCredits = idleBelowCredits;
            copy.maxKeys = maxKeys;
            return copy;
        }

        List<Object> all() {
            return List.of(zone, learning, idleAfter, idleBelowCredits, maxKeys);
        }

        @Override
        public String toString() {
            return "CreditMeterSettings[zone=" + zone + ", learning=" + learning + ", idleAfter=" + idleAfter
                    + ", idleBelowCredits=" + idleBelowCredits + ", maxKeys=" + maxKeys + "]";
        }
    }
}
