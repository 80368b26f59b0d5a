package dev.parlando.benchmarks.simulation.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws requests that come independently at a rate (a Poisson process) and differ in size. Stateless. */
final class Requests {
    private static final int SECONDS = 60;

    private Requests() {}

    static List<Use> draw(Random random, Rate rate, long from, long to, int medianCredits) {
        List<Use> uses = new ArrayList<>();
        for (long minute = from; minute < to; minute++) {
            int count = poisson(random, rate.at(minute) / Calendar.HOUR);
            for (int i = 0; i < count; i++) {
                double size = Math.exp(Traffic.SIZE_SPREAD * random.nextGaussian());
                uses.add(new Use(minute * SECONDS + random.nextInt(SECONDS), (int) Math.max(1, medianCredits * size)));
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
