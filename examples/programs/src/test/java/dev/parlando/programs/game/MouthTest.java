package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.transcript.TimedWord;
import org.junit.jupiter.api.Test;

/** Says how the mouth follows letters and loudness. */
class MouthTest {
    private static final TimedWord MAP = new TimedWord("Map,", 0, 1000, 1400);

    @Test
    void isClosedInSilence() {
        assertThat(Mouth.at(MAP, 1150, 0).openness()).isZero();
        assertThat(Mouth.at(null, 0, 0)).isEqualTo(Mouth.CLOSED);
    }

    @Test
    void opensWithTheLoudness() {
        assertThat(Mouth.at(MAP, 1150, 0.5).openness()).isEqualTo(0.5);
        assertThat(Mouth.at(MAP, 1150, 1).openness()).isEqualTo(1);
    }

    @Test
    void takesTheShapeOfTheLetter() {
        double m = Mouth.at(MAP, 1050, 1).openness();
        double a = Mouth.at(MAP, 1150, 1).openness();
        double p = Mouth.at(MAP, 1250, 1).openness();

        assertThat(m).isEqualTo(p).isLessThan(a);
        assertThat(Mouth.at(new TimedWord("oi", 0, 0, 100), 10, 1).width())
                .isLessThan(Mouth.at(new TimedWord("oi", 0, 0, 100), 60, 1).width());
    }

    @Test
    void staysWithinTheWordWhateverTheTime() {
        assertThat(Mouth.at(MAP, 0, 1)).isEqualTo(Mouth.at(MAP, 1000, 1));
        assertThat(Mouth.at(MAP, 9000, 1)).isEqualTo(Mouth.at(MAP, 1399, 1));
        assertThat(Mouth.at(new TimedWord("a", 0, 5, 5), 5, 1).openness()).isEqualTo(1);
    }
}
