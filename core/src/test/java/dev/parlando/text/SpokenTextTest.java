package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpokenTextTest {
    private static SpokenText ended(String written) {
        SpokenText text = new SpokenText(TextFilters.markdown());
        text.append(written);
        text.end();
        return text;
    }

    private static String heard(String written, String spokenPrefix) {
        SpokenText text = ended(written);
        assertThat(text.takeSpoken()).startsWith(spokenPrefix);
        return written.substring(0, text.writtenIndex(spokenPrefix.length()));
    }

    @Test
    void mapsSpokenCharactersToWrittenPrefix() {
        String written = "This is **very** good.";
        assertThat(heard(written, "")).isEmpty();
        assertThat(heard(written, "This is")).isEqualTo("This is");
        assertThat(heard(written, "This is ")).isEqualTo("This is ");
        assertThat(heard(written, "This is v")).isEqualTo("This is **v");
        assertThat(heard(written, "This is very")).isEqualTo("This is **very**");
        assertThat(heard(written, "This is very good.")).isEqualTo(written);
    }

    @Test
    void countsReplacementOnlyAsWhole() {
        SpokenText text = new SpokenText((undecided, all, decisions) -> {
            decisions.keep(1);
            decisions.replace(1, " and ");
            decisions.keep(1);
        });
        text.append("a&b");
        assertThat(text.takeSpoken()).isEqualTo("a and b");
        assertThat(text.writtenIndex(1)).isEqualTo(1);
        assertThat(text.writtenIndex(5)).isEqualTo(1);
        assertThat(text.writtenIndex(6)).isEqualTo(2);
        assertThat(text.writtenIndex(7)).isEqualTo(3);
    }

    @Test
    void countsAllCharactersOnlyAtTheEnd() {
        SpokenText text = new SpokenText(TextFilters.markdown());
        text.append("Hi \ud83d\ude00");
        assertThat(text.takeSpoken()).isEqualTo("Hi ");
        assertThat(text.writtenIndex(3)).isEqualTo(3);
        text.end();
        assertThat(text.writtenIndex(3)).isEqualTo(5);
    }

    @Test
    void joinsSurrogatePairOfTwoPieces() {
        SpokenText text = new SpokenText(TextFilters.none());
        text.append("a\ud840");
        assertThat(text.takeSpoken()).isEqualTo("a");
        assertThat(text.undecidedLength()).isEqualTo(1);
        text.append("\udc00");
        assertThat(text.takeSpoken()).isEqualTo("\ud840\udc00");
    }

    @Test
    void leavesOutUnpairedSurrogates() {
        SpokenText text = new SpokenText(TextFilters.none());
        text.append("\udc00a\ud840b\udc00\udc00");
        text.append("c\ud840");
        text.end();
        assertThat(text.takeSpoken()).isEqualTo("abc");
        assertThat(text.writtenLength()).isEqualTo(8);
        assertThat(text.writtenIndex(1)).isEqualTo(3);
    }

    @Test
    void decidesAtFlush() {
        SpokenText text = new SpokenText(TextFilters.markdown());
        text.append("a [link](https");
        assertThat(text.takeSpoken()).isEqualTo("a ");
        assertThat(text.undecidedLength()).isEqualTo(12);
        assertThat(text.writtenLength()).isEqualTo(14);
        text.flush();
        assertThat(text.takeSpoken()).isEqualTo("[link](https");
    }

    @Test
    void decidesAboutCharactersThatFilterHoldsForEver() {
        SpokenText text = new SpokenText((undecided, all, decisions) -> {});
        text.append("a".repeat(4096));
        assertThat(text.takeSpoken()).isEmpty();
        text.append("a");
        assertThat(text.takeSpoken()).hasSize(4097);
    }

    @Test
    void rejectsDecisionsAboutMissingCharacters() {
        for (int count : new int[] {-1, 0, 2}) {
            SpokenText text = new SpokenText((undecided, all, decisions) -> decisions.keep(count));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> text.append("a"))
                    .withMessageContaining(count + " characters, but 1 are undecided");
        }
    }

    @Test
    void rejectsTextAfterEnd() {
        SpokenText text = ended("a");
        text.end();
        assertThatIllegalStateException().isThrownBy(() -> text.append("b")).withMessageContaining("has ended");
        assertThatIllegalStateException().isThrownBy(text::flush).withMessageContaining("has ended");
    }

    @Test
    void rejectsIndexOutsideSpokenText() {
        SpokenText text = ended("**a**");
        assertThat(text.spokenLength()).isEqualTo(1);
        assertThatThrownBy(() -> text.writtenIndex(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.writtenIndex(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.runs().get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void storesOneRunPerDecision() {
        SpokenText text = new SpokenText(TextFilters.markdown());
        for (int i = 0; i < 10_000; i++) {
            text.append("word ");
        }
        text.append("**bold**");
        text.end();
        assertThat(text.runs()).hasSize(4);
        assertThat(text.runs().get(3)).isEqualTo(new TextRun(50_006, 2, 50_004, 0, false));
    }
}
