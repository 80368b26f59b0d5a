package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.transcript.TimedWord;
import org.junit.jupiter.api.Test;

/** Tests for {@link MouthShape}: the effect of letters and loudness. */
class MouthShapeTest {
    private static final TimedWord MAP = new TimedWord("Map,", 0, 1000, 1400);

    @Test
    void isClosedInSilence() {
        assertThat(MouthShape.at(MAP, 1150, 0).openness()).isZero();
        assertThat(MouthShape.at(null, 0, 0)).isEqualTo(MouthShape.CLOSED);
    }

    @Test
    void opensInProportionToLoudness() {
        assertThat(MouthShape.at(MAP, 1150, 0.5).openness()).isEqualTo(0.5);
        assertThat(MouthShape.at(MAP, 1150, 1).openness()).isEqualTo(1);
    }

    @Test
    void followsShapeOfCurrentLetter() {
        double m = MouthShape.at(MAP, 1050, 1).openness();
        double a = MouthShape.at(MAP, 1150, 1).openness();
        double p = MouthShape.at(MAP, 1250, 1).openness();

        assertThat(m).isEqualTo(p).isLessThan(a);
        assertThat(MouthShape.at(new TimedWord("oi", 0, 0, 100), 10, 1).width())
                .isLessThan(MouthShape.at(new TimedWord("oi", 0, 0, 100), 60, 1).width());
    }

    @Test
    void clampsTimeToWord() {
        assertThat(MouthShape.at(MAP, 0, 1)).isEqualTo(MouthShape.at(MAP, 1000, 1));
        assertThat(MouthShape.at(MAP, 9000, 1)).isEqualTo(MouthShape.at(MAP, 1399, 1));
        assertThat(MouthShape.at(new TimedWord("a", 0, 5, 5), 5, 1).openness()).isEqualTo(1);
    }
}
