package dev.parlando.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpeakableTextTest {
    @Test
    void cutsAtTheEndOfSentences() {
        assertThat(SpeakableText.sentences("Good morning, all. It costs $3.50! Really?"))
                .containsExactly("Good morning, all.", "It costs $3.50!", "Really?");
    }

    @Test
    void writesInAscii() {
        assertThat(SpeakableText.sentences("\u201cD\u00e9j\u00e0 vu\u201d \u2014 that\u2019s Stra\u00dfe 5\u20ac"))
                .containsExactly("\"Deja vu\" , that's Strasse 5 euros");
    }

    @Test
    void skipsMarkup() {
        assertThat(SpeakableText.sentences("[whispers] Come <break time=\"1.0s\" />closer."))
                .containsExactly("Come closer.");
    }

    @Test
    void keepsAnOpenBracket() {
        assertThat(SpeakableText.sentences("1 < 2 and [so on")).containsExactly("1 < 2 and [so on");
    }

    @Test
    void hasNothingToSayForSigns() {
        assertThat(SpeakableText.sentences("\ud83c\udf89 ... \u2014 !")).isEmpty();
        assertThat(SpeakableText.sentences("")).isEmpty();
        assertThat(SpeakableText.sentences("\u3053\u3093\u306b\u3061\u306f")).isEmpty();
    }

    @Test
    void tellsWordsFromSigns() {
        assertThat(SpeakableText.hasWords("\u3053\u3093\u306b\u3061\u306f")).isTrue();
        assertThat(SpeakableText.hasWords("7")).isTrue();
        assertThat(SpeakableText.hasWords("\ud83c\udf89 \u2014 !")).isFalse();
    }

    @Test
    void cutsALongSentenceBetweenWords() {
        List<String> pieces =
                SpeakableText.sentences("seven letters ".repeat(40).strip());
        assertThat(pieces).hasSizeGreaterThan(2);
        assertThat(String.join(" ", pieces))
                .isEqualTo("seven letters ".repeat(40).strip());
    }

    @Test
    void cutsAWordThatNeverEnds() {
        List<String> pieces = SpeakableText.sentences("a".repeat(1_000));
        assertThat(pieces).hasSize(5).allMatch(piece -> piece.length() == 200);
    }

    @Property(seed = "11")
    void isPronounceableIfThereAreSentences(@ForAll String text) {
        assertThat(SpeakableText.isPronounceable(text))
                .isEqualTo(!SpeakableText.sentences(text).isEmpty());
    }

    @Property(seed = "11")
    void everyPieceIsShortPrintableAscii(@ForAll String text) {
        for (String piece : SpeakableText.sentences(text)) {
            assertThat(piece).hasSizeBetween(1, SpeakableText.MAX_SENTENCE_CHARACTERS);
            assertThat(piece.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
        }
    }
}
