package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterTest {
    private static final SegmenterSettings SENTENCES =
            SegmenterSettings.DEFAULT.withFirstSegment(FirstSegment.SENTENCE).withMinSpokenLength(0);

    /** Texts that the segmenters of other projects divide wrongly; a bar marks each expected cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ask Dr. Johnson about it. |He knows.",
                "We open at 9 a.m. sharp. |Come early.",
                "Take e.g. this one. |Or that.",
                "It is the U.S. economy. |It grows.",
                "The author is J. R. R. Tolkien. |He wrote it.",
                "It runs at 3.50 GHz. |Fast.",
                "It is 72.5 degrees. |Warm.",
                "Use v1.0.0. |It works.",
                "We close at 6 p.m. today. |See you.",
                "It costs 3.14 dollars at example.com. |Visit us.",
                "It costs $29. |Next item.",
                "It was 1980. |Another year came.",
                "The code is 12345. |Let me know.",
                "12345. |Let me know.",
                "It is done (Note: done.) now. |Next.",
                "(Note: done. Really.) |Next.",
                "'Stop right there.' before he left. |Then he left.",
                "'Stop right. There.' before he left. |Then he left.",
                "\"Stop right. There,\" he said. |Then he left.",
                "He said \"Hello.\" |Then he left.",
                "The sky is... blue. |Really... |It is.",
                "The sky is\u2026 blue. |It is.",
                "３．１４です。|はい。",
                "今天天气真好。|我们走吧。",
                "嗯，好的。",
                "他说：“你好。我走了。”|然后走了。",
                "「行こう。」と言った。|「はい。」|彼は笑った。",
                "यह अच्छा है।| वह बुरा है।",
                "كيف حالك؟| أنا بخير۔| نعم.",
                "ሰላም።| እንዴት ነህ።",
                "This is _very important. Please listen_ now. |Then go.",
                "This is **bold. Or not** text. |Next.",
                "2*3*4 is 24. |Use snake_case. |Next.",
                "😀😀😀",
                "👨‍👩‍👧‍👦 Family. |👩🏽‍🚀 Next.",
                "See https://example.com/a.b?c=d!e. |Then go.",
                "Use `a. B` here. |Then <break time=\"1.0s. X\"/> go. |Now.",
                "Code:\n|```java\nfoo(). Bar();\n\nx. Y\n```\n|Done. |Next.",
                "You won!\n\n|...Now comes the fun.",
                "1. First thing\n|2. Second thing\n|3. Third",
                "List:\r\n\n|1. One.\r\n|2. Two.",
                "# Title\n\n|Some text here. |More.\n|- item one\n|- item two",
                "No mark at the end",
                "I'm sad :( But ok. |Next.",
                "It's the dogs' bone. |Next. |Ok.",
                "Wait!! |What?! |\"No!\" she cried. |Yes.",
                "I am. |That's all. |Come on. |In the end. |He left.",
                "真的吗？|走吧！|好。",
                "Am 3. Oktober kommt er. |Es ist z. B. Zeit. |Das war 1990. |Dann kam er.",
                "« Bonjour. Ça va ? » dit-il. |Puis il part.",
                "„Hallo. Wie geht’s?“ fragte er. |Dann ging er.",
                "Τι κάνεις; |Καλά.",
                "Das kostet 10. |Es kostet 5. |Ende."
            })
    void cutsAtEachSentence(String marked) {
        List<String> expected = List.of(marked.split("\\|"));
        String text = String.join("", expected);

        for (int tokenLength : new int[] {1, 2, 3, 5, text.length()}) {
            assertThat(segments(SENTENCES, text, tokenLength))
                    .as("tokens of %s", tokenLength)
                    .isEqualTo(expected);
        }
    }

    @Test
    void waitsForTheNextVisibleCharacterAfterAFullStop() {
        Segmenter segmenter = new Segmenter(SENTENCES);
        segmenter.append("It works. ");
        assertThat(segmenter.poll()).isNull();
        segmenter.append("N");
        assertThat(segmenter.poll()).isEqualTo("It works. ");
        assertThat(segmenter.bufferedCharacters()).isEqualTo(1);
    }

    @Test
    void cutsImmediatelyAfterAnUnambiguousMark() {
        Segmenter segmenter = new Segmenter(SENTENCES);
        segmenter.append("今天天气真好。");
        assertThat(segmenter.poll()).isEqualTo("今天天气真好。");
    }

    @Test
    void endsTheSegmentAtAFlush() {
        Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT);
        segmenter.append("Let me look");
        segmenter.flush();
        segmenter.flush();
        assertThat(segmenter.poll()).isEqualTo("Let me look");
        assertThat(segmenter.poll()).isNull();
        segmenter.append(" that up.");
        segmenter.end();
        segmenter.end();
        assertThat(segmenter.poll()).isEqualTo(" that up.");
        assertThatThrownBy(() -> segmenter.append("More"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended");
    }

    @Test
    void holdsALoneHighSurrogateUntilItsLowOneOrTheEnd() {
        Segmenter segmenter = new Segmenter(SENTENCES);
        segmenter.append("A\uD83D");
        segmenter.flush();
        assertThat(segmenter.poll()).isEqualTo("A");
        assertThat(segmenter.bufferedCharacters()).isEqualTo(1);
        segmenter.append("\uDE00\uDE00b\uD83D");
        segmenter.end();
        assertThat(segmenter.poll()).isEqualTo("\uD83D\uDE00\uDE00b\uD83D");
        assertThat(segmenter.bufferedCharacters()).isZero();
    }

    @Test
    void endsAnEagerFirstSegmentAtAClauseFrom24Characters() {
        assertThat(segments(SegmenterSettings.DEFAULT, "Well, this is a good question, and it has a long answer.", 1))
                .containsExactly("Well, this is a good question, ", "and it has a long answer.");
    }

    @Test
    void endsAnEagerFirstSegmentAtAWordBefore60Characters() {
        String text = "This first sentence goes on and on without any comma or other mark until it stops.";
        List<String> segments = segments(SegmenterSettings.DEFAULT, text, 1);
        assertThat(segments.get(0)).isEqualTo("This first sentence goes on and on without any comma or ");
    }

    @Test
    void doesNotHoldTheFirstSegmentForALongQuotation() {
        String text =
                "\"This is the start of a long speech. It has many sentences. They go on, and nobody ends them.\"";
        assertThat(segments(SegmenterSettings.DEFAULT, text, 1).get(0))
                .isEqualTo("\"This is the start of a long speech. ");
        assertThat(segments(SENTENCES, text, 1).get(0)).isEqualTo("\"This is the start of a long speech. ");
        String clause = "Hello “this is the start, of a speech with clauses, and without an end”";
        assertThat(segments(SegmenterSettings.DEFAULT, clause, 1).get(0)).isEqualTo("Hello “this is the start, ");
    }

    @Test
    void joinsShortSegmentsWithTheNextExceptTheFirst() {
        assertThat(segments(SegmenterSettings.DEFAULT, "Sure. Yes. No. Here is the whole answer. Ok. Bye.", 1))
                .containsExactly("Sure. ", "Yes. No. Here is the whole answer. ", "Ok. Bye.");
    }

    @Test
    void countsThreeForACharacterOfChineseInTheSpokenLength() {
        assertThat(segments(SegmenterSettings.DEFAULT, "好。今天天气非常好。我们走吧。是的。", 1))
                .containsExactly("好。", "今天天气非常好。", "我们走吧。是的。");
    }

    @Test
    void releasesTheSentencesOfAnUnclosedBracketAfter200Characters() {
        String sentence = "This is one more sentence of this long remark. ";
        List<String> segments = segments(SENTENCES, "Start. (" + sentence.repeat(10), 1);
        assertThat(segments.get(1).length()).isBetween(150, 200);
        assertThat(segments.subList(2, segments.size()))
                .allSatisfy(segment -> assertThat(segment).isEqualTo(sentence));
    }

    @Test
    void cutsALongSentenceAtAClauseThenAtAWordThenAtAGrapheme() {
        SegmenterSettings settings = SENTENCES.withMaxCharacters(50);
        assertThat(segments(settings, "one two three four five six, seven eight nine ten eleven twelve", 1)
                        .get(0))
                .isEqualTo("one two three four five six, ");
        assertThat(segments(settings, "one two three four five six seven eight nine ten eleven twelve", 1)
                        .get(0))
                .isEqualTo("one two three four five six seven eight nine ten ");
        assertThat(segments(settings, "e\u0301".repeat(60), 1)).allSatisfy(segment -> {
            assertThat(segment).startsWith("e").endsWith("\u0301");
            assertThat(segment.length()).isLessThanOrEqualTo(50);
        });
    }

    @Test
    void cutsThaiBetweenWords() {
        String words = "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีน";
        List<String> segments = segments(SENTENCES.withMaxCharacters(40), words.repeat(4), 1);
        BreakIterator boundaries = BreakIterator.getWordInstance(Locale.forLanguageTag("th"));
        boundaries.setText(words.repeat(4));
        assertThat(segments).hasSizeGreaterThan(7);
        assertThat(segments.get(0)).hasSizeBetween(20, 40);
        assertThat(boundaries.isBoundary(segments.get(0).length())).isTrue();
    }

    @Test
    void boundsSegmentsOfATextWithoutMarks() {
        List<String> segments = segments(SegmenterSettings.DEFAULT, "word ".repeat(1_000), 7);
        assertThat(segments).allSatisfy(segment -> assertThat(segment.length()).isLessThanOrEqualTo(800));
        assertThat(segments(SegmenterSettings.DEFAULT, "x".repeat(5_000), 7)).hasSize(7);
        assertThat(segments(SegmenterSettings.DEFAULT, "\u0301".repeat(5_000), 7))
                .hasSize(4);
    }

    @Test
    void appliesTheAbbreviationsOfTheLanguage() {
        String text = "Es war am 12. Mai im 3. Stock. Dann kam er.";
        assertThat(segments(SENTENCES.withLanguage(Locale.GERMAN), text, 1))
                .containsExactly("Es war am 12. Mai im 3. Stock. ", "Dann kam er.");
        assertThat(segments(SENTENCES.withLanguage(Locale.ENGLISH), text, 1)).hasSize(4);
        assertThat(segments(SENTENCES.withLanguage(new Locale("tr")), "Bu Doç. Ali. Evet.", 1))
                .containsExactly("Bu Doç. Ali. ", "Evet.");
    }

    private static List<String> segments(SegmenterSettings settings, String text, int tokenLength) {
        Segmenter segmenter = new Segmenter(settings);
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < text.length(); i += tokenLength) {
            segmenter.append(text.substring(i, Math.min(text.length(), i + tokenLength)));
            poll(segmenter, segments);
        }
        segmenter.end();
        poll(segmenter, segments);
        return segments;
    }

    private static void poll(Segmenter segmenter, List<String> segments) {
        for (String segment = segmenter.poll(); segment != null; segment = segmenter.poll()) {
            segments.add(segment);
        }
    }
}
