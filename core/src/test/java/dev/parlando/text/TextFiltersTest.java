package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Tests that hold for any text and any division into tokens. */
class TextFiltersTest {
    private static final String[] PARTS = {
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~~",
        "~~~",
        "[",
        "]",
        "](",
        ")",
        "(",
        "!",
        "\\",
        "|",
        "#",
        "- ",
        "> ",
        "\n",
        "\n\n",
        " ",
        "word",
        "a",
        "7",
        "https://",
        "www.",
        "example.com",
        "/path",
        ".",
        "?",
        "<",
        ">",
        "\ud83d\ude00",
        "\u200d",
        "\ufe0f",
        "\u20e3",
        "\ud83d",
        "\ude00",
        "\u91cd",
        "---",
        "| a | b |",
        "[x](u)",
        "[^1]",
        "[ref]: ",
        "**bold**",
        "snake_case",
        "\u2500",
        "\t",
        "\r\n",
        "<https://a.b>",
        "=",
        "1. ",
        "\u2022 "
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            String part = PARTS[random.nextInt(PARTS.length)];
            text.append(random.nextInt(12) == 0 ? part.repeat(random.nextInt(120)) : part);
        }
        return text.toString();
    }

    @Property(tries = 3000)
    void givesSameResultForEachTokenisation(@ForAll long seed) {
        Random random = new Random(seed);
        String written = text(random);
        CodeBlocks codeBlocks = random.nextBoolean() ? CodeBlocks.DROP : CodeBlocks.READ;
        FilteredText whole = FilteredText.of(TextFilters.markdown(codeBlocks), written);
        FilteredText tokens = FilteredText.of(
                TextFilters.markdown(codeBlocks), FilteredText.tokens(written, 1 + random.nextInt(8), random));
        assertThat(tokens).isEqualTo(whole);
        assertDecidedOnce(written, whole);
    }

    /** Asserts that the runs cover the written and the spoken text, and that kept characters are equal in both. */
    private static void assertDecidedOnce(String written, FilteredText text) {
        int writtenEnd = 0;
        int spokenEnd = 0;
        for (TextRun run : text.runs()) {
            assertThat(run.writtenStart()).isEqualTo(writtenEnd);
            assertThat(run.spokenStart()).isEqualTo(spokenEnd);
            writtenEnd += run.writtenLength();
            spokenEnd += run.spokenLength();
            if (run.kept()) {
                assertThat(text.spoken().substring(run.spokenStart(), spokenEnd))
                        .isEqualTo(written.substring(run.writtenStart(), writtenEnd));
            }
        }
        assertThat(writtenEnd).isEqualTo(written.length());
        assertThat(spokenEnd).isEqualTo(text.spoken().length());
    }

    @Property(tries = 1000)
    void mapsEachSpokenIndexToGrowingPrefix(@ForAll long seed) {
        String written = text(new Random(seed));
        SpokenText text = new SpokenText(TextFilters.markdown());
        text.append(written);
        text.end();
        int last = 0;
        for (int i = 0; i <= text.spokenLength(); i++) {
            int index = text.writtenIndex(i);
            assertThat(index).isBetween(last, written.length());
            last = index;
        }
        assertThat(last).isEqualTo(written.length());
    }

    @Property(tries = 1000)
    void holdsBoundedText(@ForAll long seed) {
        Random random = new Random(seed);
        SpokenText text = new SpokenText(TextFilters.markdown());
        for (String token : FilteredText.tokens(text(random) + "x".repeat(2000), 50, random)) {
            text.append(token);
            assertThat(text.undecidedLength()).isLessThan(2000);
        }
    }

    @Test
    void releasesPlainTextImmediately() {
        SpokenText text = new SpokenText(TextFilters.markdown());
        for (String token : List.of("The", " first", " sentence", ".", " Then", ",", " more", "!", "\n", "End", "?")) {
            text.append(token);
            assertThat(text.takeSpoken()).isEqualTo(token);
        }
    }

    @Test
    void holdsUnclosedEmphasisFor80Characters() {
        SpokenText text = new SpokenText(TextFilters.markdown());
        text.append("**" + "x".repeat(79));
        assertThat(text.takeSpoken()).isEmpty();
        text.append("x");
        assertThat(text.takeSpoken()).hasSize(80);
    }

    @Test
    void keepsEverythingWithoutFilter() {
        assertThat(FilteredText.of(TextFilters.none(), "**a** \ud83d\ude00").spoken())
                .isEqualTo("**a** \ud83d\ude00");
    }
}
