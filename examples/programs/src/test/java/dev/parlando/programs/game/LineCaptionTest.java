package dev.parlando.programs.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.transcript.TimedWord;
import org.junit.jupiter.api.Test;

/** Tests for {@link LineCaption}. */
class LineCaptionTest {
    private static final String LINE = "Stay on the path.";

    @Test
    void marksPlayingWord() {
        assertThat(LineCaption.at(LINE, null)).isEqualTo(new LineCaption("", "", LINE));
        assertThat(LineCaption.at(LINE, new TimedWord("on", 5, 0, 0)))
                .isEqualTo(new LineCaption("Stay ", "on", " the path."));
        assertThat(LineCaption.at(LINE, new TimedWord("path.", 12, 0, 0)))
                .isEqualTo(new LineCaption("Stay on the ", "path.", ""));
    }

    @Test
    void splitsLineAfterPlayedText() {
        assertThat(LineCaption.after(LINE, "Stay on")).isEqualTo(new LineCaption("Stay on", "", " the path."));
    }

    @Test
    void toleratesWordPositionBeyondLine() {
        assertThat(LineCaption.at("Hi", new TimedWord("there", 7, 0, 0))).isEqualTo(new LineCaption("Hi", "", ""));
    }
}
