package dev.parlando.benchmarks.endtoend.text;

import java.util.BitSet;

/**
 * The counts of boundaries that a detector found, and the characters that it needed.
 *
 * <p>Confined to one thread.
 */
final class BoundaryScore {
    private int correct;
    private int wrong;
    private int missed;
    private long latencyCharacters;
    private int latencies;

    /** Adds the boundaries of one document. */
    void add(BitSet expected, BitSet found) {
        BitSet both = (BitSet) expected.clone();
        both.and(found);
        correct += both.cardinality();
        wrong += found.cardinality() - both.cardinality();
        missed += expected.cardinality() - both.cardinality();
    }

    /** Adds the number of characters after a boundary that arrived before the detector reported it. */
    void addLatency(int characters) {
        latencyCharacters += characters;
        latencies++;
    }

    /** Returns the part of the reported boundaries that are correct; not a number if there are none. */
    double precision() {
        return (double) correct / (correct + wrong);
    }

    /** Returns the part of the expected boundaries that were reported; not a number if there are none. */
    double recall() {
        return (double) correct / (correct + missed);
    }

    /** Returns the harmonic mean of precision and recall. */
    double f1() {
        return 2.0 * correct / (2 * correct + wrong + missed);
    }

    /** Returns the mean of the latencies in characters; not a number if there are none. */
    double meanLatency() {
        return (double) latencyCharacters / latencies;
    }
}
