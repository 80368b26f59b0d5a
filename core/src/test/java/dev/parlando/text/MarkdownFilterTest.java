package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownFilterTest {
    private static String spoken(String written) {
        return FilteredText.of(TextFilters.markup(CodeBlocks.DROP), written).spoken();
    }

    /** A line feed is written as a pilcrow, since the table has one line per row. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\u00a7',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "**bold** and *soft*;bold and soft",
                "__bold__;__bold__",
                "__two words__ and _soft_;two words and soft",
                "***both***, **a *b* c**;both, a b c",
                "**bold *inner***;bold inner",
                "(**bold**), \"*soft*\";(bold), \"soft\"",
                "**L**arge **L**anguage;Large Language",
                "\u8fd9\u662f**\u91cd\u70b9**\u5185\u5bb9;\u8fd9\u662f\u91cd\u70b9\u5185\u5bb9",
                "\ub2e8\uc5b4**\uac15\uc870**\ub97c;\ub2e8\uc5b4\uac15\uc870\ub97c",
                "**2*3 = 6**;2*3 = 6",
                "This is _very important. Listen_ now.;This is very important. Listen now.",
                "a `x*y*z` b;a x*y*z b",
                "``a ` b``;a ` b",
                "`C:\\`, *d*;C:\\, d",
                "[text](https://example.com/a_(b)) end;text end",
                "[text](<https://example.com> \"A title\") end;text end",
                "[**bold** text](u);bold text",
                "see [one][1] and [two][];see one and two",
                "![alt text](pic.png) end;alt text end",
                "Look: ![](pic.png);Look: ",
                "[![badge](b.svg)](https://example.com);badge",
                "<https://example.com/a>;https://example.com/a",
                "<mailto:a@example.com>;a@example.com",
                "fact[^1] and[^note];fact and",
                "~~struck text~~ left; left",
                "\\*not soft\\* \\# \\_;*not soft* # _",
                "# Title;Title",
                "###### Title\u00b6Text;Title\u00b6Text",
                "- one\u00b6- two;one\u00b6two",
                "* one\u00b6+ two\u00b6  - three;one\u00b6two\u00b6three",
                "- [ ] open\u00b6- [x] done;open\u00b6done",
                "1. one\u00b62. two;1. one\u00b62. two",
                "> quote\u00b6>> more;quote\u00b6more",
                "> - **both**;both",
                "\u2022 one\u00b6\u2022two;one\u00b6two",
                "a\u00b6---\u00b6b;a\u00b6\u00b6b",
                "a\u00b6* * *\u00b6b;a\u00b6\u00b6b",
                "Title\u00b6=====\u00b6b;Title\u00b6\u00b6b",
                "+---+---+\u00b6b;\u00b6b",
                "| a | b |\u00b6|---|:-:|\u00b6| 1 | 2 |; a, b\u00b6\u00b6 1, 2",
                "|a|b|;a,b",
                "| a \\| b |; a | b",
                "[ref]: https://example.com\u00b6Text;\u00b6Text",
                "[^1]: A note;A note",
            })
    void leavesOutMarks(String written, String expected) {
        assertThat(spoken(written.replace('\u00b6', '\n'))).isEqualTo(expected.replace('\u00b6', '\n'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2*3*4",
                "2 * 3 * 4",
                "x = (a)*(b)*(c)",
                "2**3**4",
                "snake_case_name",
                "__dunder__ and __init__",
                "_private and _id",
                "____ and so on",
                "use *args and **kwargs",
                "5 * 3 = 15 and 4 * 2",
                "[whispers] hello [laughs][slowly]",
                "[Note]: this is important",
                "[note](see below)",
                "#1 and #hashtag",
                "C# and F#",
                "-5 degrees",
                "--flag -x",
                "1 < 2 > 1",
                "<break time=\"1.0s\" />",
                "a | b || c",
                "|x| is absolute",
                "~5 km ~ 6 km",
                "Hello! [laughs]",
                "it costs $5! Really!",
                "5'10` tall",
                "f(x)[0]",
                "C:\\temp",
                "A\u200dB",
                "=> and <=",
                "\u2014 a dash",
            })
    void keepsTextThatIsNotMarkup(String written) {
        assertThat(spoken(written)).isEqualTo(written);
        assertThat(spoken("\n" + written + " end\n")).isEqualTo("\n" + written + " end\n");
    }

    @Test
    void leavesOutOrReadsFencedCode() {
        String written = "Run:\n```java\nint a = b*c*d; # x\n```\nDone.\n~~~~\n```\n~~~\n~~~~~\nEnd";
        assertThat(spoken(written)).isEqualTo("Run:\n\nDone.\n\nEnd");
        assertThat(FilteredText.of(TextFilters.markup(CodeBlocks.READ), written).spoken())
                .isEqualTo("Run:\n\nint a = b*c*d; # x\n\nDone.\n\n```\n~~~\n\nEnd");
    }

    @Test
    void leavesOutCodeOfUnclosedFence() {
        assertThat(spoken("a\n```\ncode\nmore")).isEqualTo("a\n");
    }

    @Test
    void readsCodeOfFenceWithinLine() {
        assertThat(spoken("```code``` here")).isEqualTo("code here");
    }

    @Test
    void forgetsOpenMarksAtEndOfParagraph() {
        String open = "**" + "word ".repeat(40);
        assertThat(spoken(open + "\n\n2** is a power**")).endsWith("\n\n2** is a power**");
        assertThat(spoken("*a\n\nb*")).isEqualTo("*a\n\nb*");
        assertThat(spoken("*a\n- b*")).isEqualTo("*a\nb*");
    }

    @Test
    void takesUnclosedMarkOfLongParagraphForMarkup() {
        String text = "word ".repeat(40);
        assertThat(spoken("*" + text)).isEqualTo(text);
        assertThat(spoken("*" + text + "end*.")).isEqualTo(text + "end.");
        assertThat(spoken("`" + text + "end`.")).isEqualTo(text + "end.");
    }

    @Test
    void keepsStruckTextThatIsTooLong() {
        String text = "~~" + "word ".repeat(100) + "end~~";
        assertThat(spoken(text)).isEqualTo(text);
    }
}
