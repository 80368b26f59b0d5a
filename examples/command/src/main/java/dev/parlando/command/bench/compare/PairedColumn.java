package dev.parlando.command.bench.compare;

/** The values of one quantity in both results, in the order of the streams. The arrays are not copied. */
final class PairedColumn {
    private final double[] before;
    private final double[] after;

    PairedColumn(double[] before, double[] after) {
        this.before = before;
        this.after = after;
    }

    /** Returns the values of the first result. */
    double[] before() {
        return before;
    }

    /** Returns the values of the second result. */
    double[] after() {
        return after;
    }
}
