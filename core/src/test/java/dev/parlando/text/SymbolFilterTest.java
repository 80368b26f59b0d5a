package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // A smile, a family joined by ZWJ, a thumb with a skin tone, two flags, one of them with tags.
                "Hi \ud83d\ude00!;Hi !",
                "a\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67b;ab",
                "a\ud83d\udc4d\ud83c\udffdb;ab",
                "a\ud83c\udde9\ud83c\uddeab;ab",
                "a\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc7fb;ab",
                // A runner with a sign, a heart in emoji style, a keycap.
                "a\ud83c\udfc3\u200d\u2642\ufe0fb;ab",
                "a\u2764\ufe0fb;ab",
                "1\ufe0f\u20e3 one;1 one",
                "\u2705 done \u274c;' done '",
                "\u250c\u2500\u2510x\u2588;x",
                // Letters with joiners in Hindi and Persian, a sharp, a copyright sign, a circled digit.
                "\u0915\u094d\u200d\u0937;\u0915\u094d\u200d\u0937",
                "\u0645\u06cc\u200c\u062e;\u0645\u06cc\u200c\u062e",
                "C\u266f \u00a9 \u2776 \u2192;C\u266f \u00a9 \u2776 \u2192",
            })
    void leavesOutEmoji(String written, String expected) {
        assertThat(FilteredText.of(TextFilters.symbols(), written).spoken()).isEqualTo(expected);
    }
}
