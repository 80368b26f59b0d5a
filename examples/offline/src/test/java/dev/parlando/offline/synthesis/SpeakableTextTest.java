package dev.parlando.offline.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpeakableTextTest {
    @Test
    void splitsAtSentenceEnds() {
        assertThat(texts("Good morning, all. It costs $3.50! Really?"))
                .containsExactly("Good morning, all.", "It costs $3.50!", "Really?");
    }

    @Test
    void transliteratesToAscii() {
        assertThat(texts("\u201cD\u00e9j\u00e0 vu\u201d \u2014 that\u2019s Stra\u00dfe 5\u20ac"))
                .containsExactly("\"Deja vu\" , that's Strasse 5 euros");
    }

    @Test
    void skipsMarkup() {
        assertThat(texts("[whispers] Come <break time=\"1.0s\" />closer.")).containsExactly("Come closer.");
    }

    @Test
    void keepsUnclosedBracket() {
        assertThat(texts("1 < 2 and [so on")).containsExactly("1 < 2 and [so on");
    }

    @Test
    void returnsNoSentencesWithoutSpeakableText() {
        assertThat(texts("\ud83c\udf89 ... \u2014 !")).isEmpty();
        assertThat(texts("")).isEmpty();
        assertThat(texts("\u3053\u3093\u306b\u3061\u306f")).isEmpty();
    }

    @Test
    void distinguishesWordsFromSymbols() {
        assertThat(SpeakableText.hasWords("\u3053\u3093\u306b\u3061\u306f")).isTrue();
        assertThat(SpeakableText.hasWords("7")).isTrue();
        assertThat(SpeakableText.hasWords("\ud83c\udf89 \u2014 !")).isFalse();
    }

    @Test
    void splitsLongSentenceBetweenWords() {
        List<String> pieces = texts("seven letters ".repeat(40).strip());
        assertThat(pieces).hasSizeGreaterThan(2);
        assertThat(String.join(" ", pieces))
                .isEqualTo("seven letters ".repeat(40).strip());
    }

    @Test
    void splitsOverlongWord() {
        List<String> pieces = texts("a".repeat(1_000));
        assertThat(pieces).hasSize(5).allMatch(piece -> piece.length() == 200);
    }

    @Property(seed = "11")
    void isPronounceableIfThereAreSentences(@ForAll String text) {
        assertThat(SpeakableText.isPronounceable(text))
                .isEqualTo(!SpeakableText.sentences(text).isEmpty());
    }

    @Property(seed = "11")
    void returnsShortPrintableAsciiPieces(@ForAll String text) {
        for (String piece : texts(text)) {
            assertThat(piece).hasSizeBetween(1, SpeakableText.MAX_SENTENCE_CHARACTERS);
            assertThat(piece.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
        }
    }

    @Test
    void mapsCharactersToSourcePositions() {
        List<Sentence> sentences = SpeakableText.sentences("[x] D\u00e9j\u00e0 \ud83c\udf89 5\u20ac. E\u0301 Hi!");
        Sentence first = sentences.get(0);
        assertThat(first.text()).isEqualTo("Deja 5 euros .");
        assertThat(IntStream.range(0, first.text().length()).map(first::sourceIndex))
                .containsExactly(4, 5, 6, 7, 8, 11, 12, 12, 12, 12, 12, 12, 12, 13);
        assertThat(sentences.get(1).text()).isEqualTo("E Hi!");
        assertThat(sentences.get(1).sourceIndex(0)).isEqualTo(15);
        assertThat(sentences.get(1).sourceIndex(2)).isEqualTo(18);
    }

    private static List<String> texts(String text) {
        return SpeakableText.sentences(text).stream().map(Sentence::text).toList();
    }
}
