package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u00a7',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "See https://www.example.com/a/b?c=1&d=2#e.;See example.com.",
                "HTTP://Example.com/x, then;Example.com, then",
                "www.example.com;example.com",
                "(https://example.com/a);(example.com)",
                "https://example.com/wiki/A_(b) c;example.com c",
                "Is it https://example.com?;Is it example.com?",
                "https://example.com?x=1 y;example.com y",
                "http://localhost:8080/a b;localhost b",
                "\"https://example.com/a.html\".;\"example.com\".",
                "\u8bf7\u770bhttps://example.com/a\u3002\u597d;\u8bf7\u770bexample.com\u3002\u597d",
                "https:// and www. alone;https:// and www. alone",
                "oh well, how whttps://x;oh well, how whttps://x",
                "https://example.com/a\tNext;example.com\tNext",
                "a@example.com;a@example.com",
                "https://example.com/a,b c;example.com c",
                "https://a.example/x https://b.example/y;a.example b.example",
            })
    void speaksHost(String written, String expected) {
        assertThat(FilteredText.of(TextFilters.links(), written).spoken()).isEqualTo(expected);
    }
}
