package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.parlando.internal.json.TimingJson;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests of the timeline over generations and over repeated passes. */
class SpokenTimelineTest {
    private final SpokenTimeline timeline = new SpokenTimeline();

    /** Returns an alignment in which each character takes as long as the others. */
    private static Alignment even(String text, double millis) {
        int count = text.length();
        double[] starts = new double[count];
        double[] ends = new double[count];
        for (int i = 0; i < count; i++) {
            starts[i] = millis * i / count / 1000;
            ends[i] = millis * (i + 1) / count / 1000;
        }
        return new Alignment(text.chars().mapToObj(Character::toString).toList(), starts, ends);
    }

    private static SpeechTiming original(String text, double millis) {
        return new SpeechTiming(even(text, millis), null);
    }

    @Test
    void generationsFollowOneAnotherByTheLengthOfTheirTimes() {
        timeline.addText("One. Two. Three. Four. ");
        double[] lengths = {557, 464, 604, 464};
        String[] texts = {"One. ", "Two. ", "Three. ", "Four. "};
        double start = 0;
        for (int i = 0; i < lengths.length; i++) {
            SpeechTiming timing = timeline.add(original(texts[i], lengths[i]));
            assertEquals(start, Objects.requireNonNull(timing.alignment()).startMillis(0), 0.001);
            start += lengths[i];
        }
        assertEquals(2089, timeline.endMillis(), 0.001);
        assertEquals(23, timeline.alignedChars());
    }

    @Test
    void repeatedPassLosesItsRepetitionAndKeepsTheTimeline() {
        timeline.addText("Hello there friend. ");
        timeline.add(new SpeechTiming(even("Hello the", 900), even(" Hello the", 900)));
        SpeechTiming second =
                timeline.add(new SpeechTiming(even("Hello there friend. ", 2000), even("re friend. ", 1100)));
        Alignment alignment = Objects.requireNonNull(second.alignment());
        assertEquals("re friend. ", alignment.text());
        assertEquals(900, alignment.startMillis(0), 0.001);
        assertEquals(2000, alignment.endMillis(alignment.size() - 1), 0.001);
        assertEquals(2000, timeline.endMillis(), 0.001);
        assertEquals(20, timeline.alignedChars());
    }

    @Test
    void equalSentencesAreNotRepetitions() {
        timeline.addText("Yes. Yes. ");
        timeline.add(original("Yes. ", 300));
        SpeechTiming second = timeline.add(original("Yes. ", 300));
        assertEquals("Yes. ", Objects.requireNonNull(second.alignment()).text());
        assertEquals(300, second.alignment().startMillis(0), 0.001);
        assertEquals(600, timeline.endMillis(), 0.001);
    }

    @Test
    void normalizedTextOnlyAdvancesTheTimeline() {
        timeline.addText("1980. ");
        timeline.add(new SpeechTiming(null, even("nineteen eighty. ", 800)));
        SpeechTiming second = timeline.add(new SpeechTiming(null, even("Yes. ", 200)));
        assertEquals(800, Objects.requireNonNull(second.normalizedAlignment()).startMillis(0), 0.001);
    }

    @Test
    void longTextKeepsBoundedMemoryAndPositions() {
        for (int i = 0; i < 3000; i++) {
            String sentence = "Sentence " + i + ". ";
            timeline.addText(sentence);
            SpeechTiming timing = timeline.add(original(sentence, 100));
            assertEquals(100.0 * i, Objects.requireNonNull(timing.alignment()).startMillis(0), 0.01);
        }
        assertEquals(300_000, timeline.endMillis(), 0.1);
    }

    @Test
    void allSpellingsOfTheServiceAreRead() {
        for (String[] names : new String[][] {
            {"alignment", "charStartTimesMs", "charDurationsMs"},
            {"alignment", "charsStartTimesMs", "charsDurationsMs"},
            {"alignment", "char_start_times_ms", "char_durations_ms"},
            {"normalizedAlignment", "charStartTimesMs", "charDurationsMs"},
            {"normalized_alignment", "char_start_times_ms", "char_durations_ms"}
        }) {
            byte[] json = String.format(
                            "{\"%s\":{\"chars\":[\"H\",\"i\"],\"%s\":[0,93],\"%s\":[93,81]}}", (Object[]) names)
                    .getBytes(StandardCharsets.UTF_8);
            SpeechTiming timing =
                    Objects.requireNonNull(TimingJson.read(json, json.length)).timing();
            assertNotNull(timing, String.join(" ", names));
            Alignment alignment = timing.alignment() != null ? timing.alignment() : timing.normalizedAlignment();
            assertEquals(93, Objects.requireNonNull(alignment).startMillis(1), 0.001);
            assertEquals(174, alignment.endMillis(1), 0.001);
        }
    }
}
