package dev.parlando.benchmarks.simulation.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A generator of requests that arrive as a Poisson process and vary in size. Stateless. */
final class RequestGenerator {
    private static final int SECONDS = 60;

    private RequestGenerator() {}

    static List<SimulatedUse> draw(Random random, RequestRate rate, long from, long to, int medianCredits) {
        List<SimulatedUse> uses = new ArrayList<>();
        for (long minute = from; minute < to; minute++) {
            int count = poisson(random, rate.at(minute) / SimulationCalendar.HOUR);
            for (int i = 0; i < count; i++) {
                double size = Math.exp(TrafficPattern.SIZE_SPREAD * random.nextGaussian());
                uses.add(new SimulatedUse(
                        minute * SECONDS + random.nextInt(SECONDS), (int) Math.max(1, medianCredits * size)));
            }
        }
        uses.sort(null);
        return uses;
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        double product = 1;
        int count = -1;
        do {
            product *= random.nextDouble();
            count++;
        } while (product > limit);
        return count;
    }
}
