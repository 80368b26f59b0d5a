package dev.parlando.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CaptionsTest {
    /** Returns the words of the text, each with the given duration and without pauses. */
    private static List<TimedWord> words(String text, double wordMillis) {
        List<TimedWord> words = new ArrayList<>();
        int at = 0;
        for (String word : text.split(" ", -1)) {
            double start = words.size() * wordMillis;
            words.add(new TimedWord(word, at, start, start + wordMillis));
            at += word.length() + 1;
        }
        return words;
    }

    private static List<Caption> captions(String text, double wordMillis) {
        return Captions.of(words(text, wordMillis));
    }

    @Test
    void returnsNoCaptionForNoWords() {
        assertThat(Captions.of(List.of())).isEmpty();
    }

    @Test
    void splitsCaptionsAtSentenceEnds() {
        assertThat(captions("This is one. (And another!) 'Why?' Yes", 500))
                .containsExactly(
                        new Caption(0, 1500, "This is one."),
                        new Caption(1500, 2500, "(And another!)"),
                        new Caption(2500, 3500, "'Why?' Yes"));
    }

    @Test
    void mergesSentencesTooShortToRead() {
        assertThat(captions("No. I did not.", 300)).containsExactly(new Caption(0, 1200, "No. I did not."));
    }

    @Test
    void extendsShortCaptionToMinimumDuration() {
        TimedWord yes = new TimedWord("Yes.", 0, 100, 300);
        assertThat(Captions.of(List.of(yes))).containsExactly(new Caption(100, 1100, "Yes."));
        assertThat(Captions.of(List.of(yes, new TimedWord("No.", 5, 1150, 1300))))
                .containsExactly(new Caption(100, 1100, "Yes."), new Caption(1150, 2150, "No."));
    }

    @Test
    void splitsCaptionsAtPause() {
        assertThat(Captions.of(List.of(new TimedWord("so", 0, 0, 1200), new TimedWord("what", 3, 2700, 3900))))
                .containsExactly(new Caption(0, 1200, "so"), new Caption(2700, 3900, "what"));
    }

    @Test
    void balancesLinesWithinMaximumLength() {
        assertThat(captions("one two three four five six seven eight nine ten eleven twelve thirteen fourteen", 100))
                .containsExactly(new Caption(
                        0, 1400, "one two three four five six seven eight\nnine ten eleven twelve thirteen fourteen"));
    }

    @Test
    void splitsLongSentenceByDuration() {
        assertThat(captions("one two three four five six seven eight", 1000))
                .containsExactly(
                        new Caption(0, 6000, "one two three four five six"), new Caption(6000, 8000, "seven eight"));
    }

    @Test
    void givesOverlongWordItsOwnCaption() {
        String word = "x".repeat(100);
        assertThat(captions("a " + word + " b", 500)).extracting(Caption::text).containsExactly("a", word, "b");
    }

    @Test
    void keepsAdjacentWordsUnspaced() {
        List<TimedWord> words = List.of(
                new TimedWord("你", 0, 0, 300), new TimedWord("好。", 1, 300, 600), new TimedWord("ok", 4, 600, 1300));
        assertThat(Captions.of(words)).extracting(Caption::text).containsExactly("你好。 ok");
    }

    @Test
    void countsWideCharactersTwice() {
        List<TimedWord> words = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            words.add(new TimedWord("你", i, i * 50, i * 50 + 50));
        }
        assertThat(Captions.of(words))
                .extracting(Caption::text)
                .containsExactly("你".repeat(21) + "\n" + "你".repeat(21), "你".repeat(8));
    }

    @Test
    void displaysWordsAtOneInstantForSecondPerLine() {
        List<TimedWord> words = new ArrayList<>(words("one two three four five six seven eight nine ten", 0));
        words.add(new TimedWord("x".repeat(60), 60, 100, 200));
        assertThat(Captions.of(words))
                .containsExactly(
                        new Caption(0, 2000, "one two three four five\nsix seven eight nine ten"),
                        new Caption(2000, 3000, "x".repeat(60)));
    }

    @Test
    void joinsFirstWordWithLongWordThatFollows() {
        assertThat(Captions.of(List.of(new TimedWord("a", 0, 0, 100), new TimedWord("well", 2, 100, 6500))))
                .containsExactly(new Caption(0, 6500, "a well"));
    }

    @Test
    void acceptsTimesThatAreNotTimes() {
        assertThat(Captions.of(List.of(
                        new TimedWord("a.", 0, Double.NaN, Double.NEGATIVE_INFINITY),
                        new TimedWord("b", 3, Double.POSITIVE_INFINITY, Double.MAX_VALUE))))
                .containsExactly(new Caption(0, 1000, "a."), new Caption(3_600_000_000L, 3_600_001_000L, "b"));
    }

    @Property(tries = 500)
    void producesOrderedCaptionsForAnyTimings(@ForAll long seed) {
        Random random = new Random(seed);
        List<TimedWord> words = new ArrayList<>();
        double at = 0;
        int from = 0;
        for (int i = random.nextInt(60); i > 0; i--) {
            String word = "abcdefghijklmno".substring(random.nextInt(14)) + (random.nextInt(6) == 0 ? "." : "");
            at += random.nextInt(20) == 0 ? random.nextInt(9000) - 3000 : random.nextInt(100);
            double end = at + random.nextInt(1500) - 10;
            words.add(new TimedWord(word, from, at, end));
            at = end;
            from += word.length() + 1;
        }
        long free = 0;
        StringBuilder text = new StringBuilder();
        for (Caption caption : Captions.of(words)) {
            assertThat(caption.startMillis()).isGreaterThanOrEqualTo(free);
            assertThat(caption.endMillis()).isGreaterThanOrEqualTo(caption.startMillis() + 1000);
            assertThat(caption.text().lines()).hasSizeLessThanOrEqualTo(2).allMatch(line -> line.length() <= 42);
            free = caption.endMillis();
            text.append(caption.text().replaceAll("\\s", ""));
        }
        assertThat(text.toString())
                .isEqualTo(String.join("", words.stream().map(TimedWord::text).toList()));
    }

    @Test
    void writesSubRip() {
        assertThat(CaptionFormat.SRT.write(List.of(
                        new Caption(0, 999, "Hello"),
                        new Caption(3_723_004, 360_000_000, "über\n你好"),
                        new Caption(360_000_000, 360_001_000, "a < b & c > d <3 -> <b>bold</b> {\\an8} 1 --> 2"))))
                .isEqualTo(
                        """
                        1
                        00:00:00,000 --> 00:00:00,999
                        Hello

                        2
                        01:02:03,004 --> 100:00:00,000
                        über
                        你好

                        3
                        100:00:00,000 --> 100:00:01,000
                        a < b & c > d <3 -> <\u2060b>bold<\u2060/b> {\u2060\\an8} 1 --\u2060> 2

                        """);
        assertThat(CaptionFormat.SRT.write(List.of())).isEmpty();
    }

    @Test
    void writesWebVtt() {
        assertThat(CaptionFormat.WEBVTT.write(List.of(
                        new Caption(0, 999, "Hello"),
                        new Caption(3_723_004, 360_000_000, "über\n你好"),
                        new Caption(360_000_000, 360_001_000, "a < b & c &amp; <b> 1 --> 2"))))
                .isEqualTo(
                        """
                        WEBVTT

                        00:00:00.000 --> 00:00:00.999
                        Hello

                        01:02:03.004 --> 100:00:00.000
                        über
                        你好

                        100:00:00.000 --> 100:00:01.000
                        a &lt; b &amp; c &amp;amp; &lt;b&gt; 1 --&gt; 2

                        """);
        assertThat(CaptionFormat.WEBVTT.write(List.of())).isEqualTo("WEBVTT\n\n");
    }

    @Test
    void removesBlankLinesAndControlCharactersFromText() {
        assertThat(CaptionFormat.SRT.write(List.of(new Caption(0, 1, "a\u0000\r\n\n \n\t\nb\u001b"))))
                .isEqualTo("1\n00:00:00,000 --> 00:00:00,001\na\nb\n\n");
    }
}
