package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterChainTest {
    /** Returns a filter that replaces each occurrence of a text, which must not start within itself. */
    private static TextFilter replacing(String from, String to) {
        return (undecided, all, decisions) -> {
            String text = undecided.toString();
            int at = 0;
            while (at < text.length()) {
                if (text.startsWith(from, at)) {
                    decisions.replace(from.length(), to);
                    at += from.length();
                } else if (!all && from.startsWith(text.substring(at))) {
                    return;
                } else {
                    decisions.keep(1);
                    at++;
                }
            }
        };
    }

    private static FilteredText chained(TextFilter first, TextFilter second, String written) {
        return FilteredText.of(TextFilters.chain(first, second), List.of(written.split("")));
    }

    @Test
    void passesReplacementsOnToSecondFilter() {
        FilteredText text = chained(replacing("b", "xyz"), replacing("yz", "!"), "abc");
        assertThat(text.spoken()).isEqualTo("ax!c");
        assertThat(text.runs())
                .containsExactly(
                        new TextRun(0, 1, 0, 1, true), new TextRun(1, 1, 1, 2, false), new TextRun(2, 1, 3, 1, true));
    }

    @Test
    void joinsReplacementsThatOverlap() {
        FilteredText text = chained(replacing("b", "xyz"), replacing("zc", "!"), "abcd");
        assertThat(text.spoken()).isEqualTo("axy!d");
        assertThat(text.runs())
                .containsExactly(
                        new TextRun(0, 1, 0, 1, true), new TextRun(1, 2, 1, 3, false), new TextRun(3, 1, 4, 1, true));
    }

    @Test
    void joinsReplacementAcrossCharactersThatAreLeftOut() {
        FilteredText text = chained(replacing("b", ""), replacing("ac", "!"), "abcd");
        assertThat(text.spoken()).isEqualTo("!d");
        assertThat(text.runs()).containsExactly(new TextRun(0, 3, 0, 1, false), new TextRun(3, 1, 1, 1, true));
    }

    @Test
    void startsReplacementWithinOtherOne() {
        FilteredText text = chained(replacing("b", "xyz"), replacing("ax", "!"), "abc");
        assertThat(text.spoken()).isEqualTo("!yzc");
        assertThat(text.runs()).containsExactly(new TextRun(0, 2, 0, 3, false), new TextRun(2, 1, 3, 1, true));
    }

    @Test
    void leavesOutReplacement() {
        FilteredText text = chained(replacing("b", "xy"), replacing("xy", ""), "abc");
        assertThat(text.spoken()).isEqualTo("ac");
        assertThat(text.runs())
                .containsExactly(
                        new TextRun(0, 1, 0, 1, true), new TextRun(1, 1, 1, 0, false), new TextRun(2, 1, 1, 1, true));
    }
}
