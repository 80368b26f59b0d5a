package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of the segmenter for random texts, divided into random tokens. */
class SegmenterPropertyTest {
    private static final Pattern EXTENDED_GRAPHEME = Pattern.compile("\\X");
    private static final String[] PARTS = {
        "Hello",
        "the ",
        "Dr. ",
        "3.14",
        "1,000 ",
        ". ",
        "! ",
        "? ",
        "... ",
        "…",
        ", ",
        "; ",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "「",
        "」",
        "。",
        "！",
        "？",
        "，",
        "今天",
        "です",
        "।",
        "؟",
        "ไทยภาษา",
        "ก็",
        "\"",
        "'",
        "(",
        ")",
        "[",
        "]",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "<b>",
        "<",
        ">",
        "“",
        "”",
        "«",
        "»",
        "👩🏽‍🚀",
        "🇩🇪",
        "🇫",
        "é",
        "e\u0301",
        "\u200D",
        "\uFE0F",
        "\u0301",
        "각",
        "\u1112\u1161\u11AB",
        "\uD83D",
        "\uDE00",
        "x",
        "A",
        "https://a.b/c?d ",
        "- ",
        "# ",
        "1. ",
        "word ",
        "and so on ",
        "Mr. ",
        "a.m. ",
        "ß",
        "नमस्ते "
    };

    @Property(tries = 3_000)
    void anyTokensGiveTheSameSegments(
            @ForAll("texts") String text, @ForAll("settings") SegmenterSettings settings, @ForAll long seed) {
        List<String> whole = segments(settings, List.of(text));
        List<String> single = segments(settings, tokens(text, new Random(seed), 1));
        List<String> random = segments(settings, tokens(text, new Random(seed), 12));

        assertThat(String.join("", whole)).isEqualTo(text);
        assertThat(single).isEqualTo(whole);
        assertThat(random).isEqualTo(whole);
    }

    @Property(tries = 2_000)
    void keepsGraphemesAndLimits(@ForAll("texts") String text, @ForAll("settings") SegmenterSettings settings) {
        List<String> segments = segments(settings, List.of(text));
        List<Integer> boundaries = graphemeBoundaries(text);
        int position = 0;
        for (String segment : segments) {
            assertThat(segment).isNotEmpty();
            assertThat(segment.codePointCount(0, segment.length())).isLessThanOrEqualTo(settings.maxCharacters());
            position += segment.length();
            boolean immediate = "。！？।؟".indexOf(text.charAt(position - 1)) >= 0;
            assertThat(immediate || boundaries.contains(position))
                    .as("cut at %s in %s", position, text)
                    .isTrue();
        }
    }

    @Property(tries = 1_000)
    void losesNothingAtFlushes(@ForAll("texts") String text, @ForAll long seed) {
        Random random = new Random(seed);
        Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT);
        StringBuilder polled = new StringBuilder();
        int appended = 0;
        for (String token : tokens(text, random, 12)) {
            segmenter.append(token);
            appended += token.length();
            if (random.nextInt(4) == 0) {
                segmenter.flush();
            }
            String segment = random.nextBoolean() ? segmenter.poll() : null;
            polled.append(segment == null ? "" : segment);
            assertThat(segmenter.bufferedCharacters()).isEqualTo(appended - polled.length());
        }
        segmenter.end();
        for (String segment = segmenter.poll(); segment != null; segment = segmenter.poll()) {
            polled.append(segment);
        }
        assertThat(polled.toString()).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PARTS).list().ofMaxSize(120).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<SegmenterSettings> settings() {
        SegmenterSettings small =
                SegmenterSettings.DEFAULT.withMaxCharacters(40).withMaxUnclosedCharacters(20);
        return Arbitraries.of(
                SegmenterSettings.DEFAULT,
                small,
                small.withMinSpokenLength(0).withFirstSegment(FirstSegment.SENTENCE),
                SegmenterSettings.DEFAULT.withMinSpokenLength(0));
    }

    private static List<String> segments(SegmenterSettings settings, List<String> tokens) {
        Segmenter segmenter = new Segmenter(settings);
        List<String> segments = new ArrayList<>();
        tokens.forEach(segmenter::append);
        segmenter.end();
        for (String segment = segmenter.poll(); segment != null; segment = segmenter.poll()) {
            segments.add(segment);
        }
        return segments;
    }

    private static List<String> tokens(String text, Random random, int maxLength) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + 1 + random.nextInt(maxLength));
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    private static List<Integer> graphemeBoundaries(String text) {
        List<Integer> boundaries = new ArrayList<>();
        Matcher matcher = EXTENDED_GRAPHEME.matcher(text);
        while (matcher.find()) {
            boundaries.add(matcher.end());
        }
        return boundaries;
    }
}
