package dev.parlando.benchmarks.micro.credits;

import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.credits.CreditUse;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of recording one request of a key with a learned usage profile, within an hour and as the first of a new
 * hour.
 *
 * <p>By default one thread uses the key alone; {@code -t 2} makes two threads contend.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CreditMeterBenchmark {
    private static final String KEY = "9f86d081884c";
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
    private Instant now = START;

    /** Records 40 days of hourly requests, from which the meter learns the profile. */
    @Setup
    public void learn() {
        for (int hour = 0; hour < 40 * 24; hour++) {
            recordInTheNextHour();
        }
    }

    /** Records another request of the current hour. */
    @Benchmark
    public void record() {
        meter.record(new CreditUse(now, KEY, "eleven_v3", 1, false));
    }

    /** Records the first request of a new hour. */
    @Benchmark
    public void recordInTheNextHour() {
        now = now.plusSeconds(SECONDS_PER_HOUR);
        meter.record(new CreditUse(now, KEY, "eleven_v3", 1, false));
    }
}
