package dev.parlando.benchmarks.endtoend.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Tests of the measures of a detector. */
class BoundaryScoreTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private final BoundaryScore score = new BoundaryScore();

    @Test
    void countsAllDocuments() {
        score.add(positions(5, 9, 20), positions(5, 12));
        score.add(positions(7), positions(7));
        assertThat(score.precision()).isEqualTo(2 / 3.0, EXACT);
        assertThat(score.recall()).isEqualTo(0.5, EXACT);
        assertThat(score.f1()).isEqualTo(4 / 7.0, EXACT);
    }

    @Test
    void hasScoreOfZeroWithoutReportedBoundary() {
        score.add(positions(5), positions());
        assertThat(score.recall()).isZero();
        assertThat(score.f1()).isZero();
    }

    @Test
    void averagesLatencies() {
        score.addLatency(1);
        score.addLatency(4);
        assertThat(score.meanLatency()).isEqualTo(2.5, EXACT);
    }

    private static BitSet positions(int... positions) {
        BitSet set = new BitSet();
        for (int position : positions) {
            set.set(position);
        }
        return set;
    }
}
