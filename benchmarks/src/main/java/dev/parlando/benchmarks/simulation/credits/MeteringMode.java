package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.credits.CreditUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The ways in which a meter obtains the credits that a key spends. */
enum MeteringMode {
    /** Every request is recorded. */
    RECORDED {
        @Override
        void feed(CreditMeter meter, List<SimulatedUse> uses) {
            uses.forEach(use -> meter.record(
                    new CreditUse(Instant.ofEpochSecond(use.second()), KEY, "model", use.credits(), false)));
        }
    },
    /** The service's credit count is read four times an hour. */
    READ {
        @Override
        void feed(CreditMeter meter, List<SimulatedUse> uses) {
            long count = 0;
            long next = uses.get(0).second();
            for (SimulatedUse use : uses) {
                for (; next <= use.second(); next += SECONDS_BETWEEN_READINGS) {
                    meter.recordReading(Instant.ofEpochSecond(next), KEY, count);
                }
                count += use.credits();
            }
            meter.recordReading(Instant.ofEpochSecond(next), KEY, count);
        }
    };

    private static final String KEY = "key";
    private static final long SECONDS_BETWEEN_READINGS = 900;

    abstract void feed(CreditMeter meter, List<SimulatedUse> uses);

    List<CreditAlert> alerts(List<SimulatedUse> uses) {
        List<CreditAlert> alerts = new ArrayList<>();
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT, Runnable::run);
        meter.addListener(alerts::add);
        feed(meter, uses);
        return alerts;
    }
}
