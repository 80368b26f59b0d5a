package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.TextFilters;
import dev.parlando.text.TextSegment;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of text that has nothing to speak, which some models refuse. */
class LiveTextWithoutWordsTest {
    private static final List<String> PIECES = List.of(
            "*** ",
            "...",
            "?! ",
            "\uD83D\uDE42",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67! ",
            "\u2014 ",
            "\u3002",
            "\n\n",
            "Yes. ",
            "\u4ECA\u5929\u3002",
            "\u0939\u093E\u0901\u0964 ",
            "\uD840\uDC00\u3002",
            "\u2460. ",
            "7. ");

    private static LiveText text(String model) {
        return LiveText.of(
                SpeechRequest.template().model(model).build(), LiveTextSettings.DEFAULT.withFilter(TextFilters::none));
    }

    private static String words(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(12), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining());
    }

    /** Reads all segments that are due, and returns them as one text. */
    private static String readAll(LiveTextReader reader) {
        StringBuilder read = new StringBuilder();
        TextSegment segment;
        while ((segment = reader.next(0)) != null) {
            assertThat(words(segment.spoken())).as("'%s'", segment.spoken()).isNotEmpty();
            read.append(segment.spoken());
            reader.sent(segment);
        }
        return read.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eleven_v3", "eleven_v3_conversational", "eleven_v4", "eleven_v4_turbo"})
    void everySegmentHasAWordAndNoWordIsLost(String model) {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            LiveText text = text(model);
            LiveTextReader reader = text.reader(Runnable::run);
            String written = randomText(random);
            StringBuilder read = new StringBuilder();
            int at = 0;
            while (at < written.length()) {
                int end = Math.min(written.length(), at + 1 + random.nextInt(6));
                text.append(written.substring(at, end));
                at = end;
                if (random.nextInt(8) == 0) {
                    text.flush();
                }
                read.append(readAll(reader));
            }
            text.end();
            read.append(readAll(reader));
            assertThat(words(read.toString())).as("seed %d", seed).isEqualTo(words(written));
            assertThat(text.takeSent()).as("seed %d", seed).isEqualTo(written);
            assertThat(reader.state()).isEqualTo(LiveTextReader.State.ENDED);
        }
    }

    @ParameterizedTest
    @CsvSource({"eleven_v4_turbo, false", "eleven_flash_v2_5, true"})
    void marksAreSentToTheModelsThatAcceptThem(String model, boolean accepted) {
        LiveText text = text(model);
        LiveTextReader reader = text.reader(Runnable::run);
        text.append("*** ");
        text.end();
        assertThat(reader.next(0) != null).isEqualTo(accepted);
    }

    @Test
    void longTextHasNoPartWithoutWords() {
        String marks = "* ".repeat(3_000);
        LongTextRequests requests = Objects.requireNonNull(LongTextRequests.of(
                SpeechRequest.builder("Yes. " + marks).model("eleven_v3").build()));
        SpeechRequest part;
        int parts = 0;
        while ((part = requests.next(0, null)) != null) {
            assertThat(words(part.text())).isNotEmpty();
            parts++;
        }
        assertThat(parts).isPositive();
    }
}
