package dev.parlando.command.bench.compare;

/**
 * The difference of one percentile of a quantity, in milliseconds. Immutable.
 *
 * @param percentile 50 or 90
 * @param beforeMillis the percentile of the first result
 * @param afterMillis the percentile of the second result
 * @param halfWidthMillis half the width of the interval around the difference
 * @param detectableMillis smallest true difference that this pair of results shows with a probability of 80 %
 */
record MeasuredDifference(
        ComparedQuantity quantity,
        int percentile,
        double beforeMillis,
        double afterMillis,
        double halfWidthMillis,
        double detectableMillis) {
    /** Differences below this limit occur between two starts of the same program, so they are no finding. */
    static final double IGNORED_MILLIS = 1;

    double millis() {
        return afterMillis - beforeMillis;
    }

    /** Returns whether the whole interval lies beyond {@link #IGNORED_MILLIS}. */
    boolean exceedsNoise() {
        return Math.abs(millis()) - halfWidthMillis > IGNORED_MILLIS;
    }
}
