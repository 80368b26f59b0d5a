package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.transcript.TimedWord;
import org.junit.jupiter.api.Test;

/** Says what stands in the caption. */
class CaptionTest {
    private static final String LINE = "Stay on the path.";

    @Test
    void marksTheWordThatIsHeard() {
        assertThat(Caption.at(LINE, null)).isEqualTo(new Caption("", "", LINE));
        assertThat(Caption.at(LINE, new TimedWord("on", 5, 0, 0))).isEqualTo(new Caption("Stay ", "on", " the path."));
        assertThat(Caption.at(LINE, new TimedWord("path.", 12, 0, 0)))
                .isEqualTo(new Caption("Stay on the ", "path.", ""));
    }

    @Test
    void showsHowFarItWasHeard() {
        assertThat(Caption.after(LINE, "Stay on")).isEqualTo(new Caption("Stay on", "", " the path."));
    }

    @Test
    void keepsWithinTheLineWhateverTheServiceSays() {
        assertThat(Caption.at("Hi", new TimedWord("there", 7, 0, 0))).isEqualTo(new Caption("Hi", "", ""));
    }
}
