package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.TextSegment;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests of the length of unheard audio, and of the start of times. */
class SentTextTest {
    private static final SpeechRequest TEMPLATE =
            SpeechRequest.template().outputFormat(OutputFormat.ULAW_8000).build();
    private static final SpeechTiming LONG =
            new SpeechTiming(new Alignment(List.of("a"), new double[] {0}, new double[] {0.5}), null);

    private static double startOfSecond(boolean timesOfChunks) {
        SentText sent = new SentText(TEMPLATE, timesOfChunks);
        sent.add(new TextSegment("aa", 0, true), 0);
        sent.onTimes(LONG);
        sent.onAudio(800); // 100 ms
        return Objects.requireNonNull(sent.onTimes(LONG).alignment()).startMillis(0);
    }

    @Test
    void timesOfGenerationsFollowOneAnotherByTheirLength() {
        assertEquals(500, startOfSecond(false), 0.001);
    }

    @Test
    void timesOfChunksStartWithTheirAudio() {
        assertEquals(100, startOfSecond(true), 0.001);
    }

    @Test
    void estimateOfUnheardTextFallsWithTime() {
        SentText sent = new SentText(TEMPLATE, false);
        sent.add(new TextSegment("0123456789", 0, true), 0);
        assertEquals(10 * SentText.CHARACTER_MILLIS, sent.unheardMillis(0, 0), 0.001);
        assertEquals(10 * SentText.CHARACTER_MILLIS - 200, sent.unheardMillis(0, 200_000_000), 0.001);
        assertEquals(0, sent.unheardMillis(0, 2_000_000_000), 0.001);
    }

    /** The service holds audio back, or its times are longer than its audio. */
    @Test
    void timesWithoutAudioFallWithTime() {
        SentText sent = new SentText(TEMPLATE, false);
        sent.add(new TextSegment("a", 0, true), 0);
        sent.onTimes(LONG);
        assertEquals(500, sent.unheardMillis(0, 0), 0.001);
        sent.onAudio(3_760); // 470 of 500 ms
        assertEquals(30, sent.unheardMillis(3_760, 0), 0.001);
        assertEquals(10, sent.unheardMillis(3_760, 20_000_000), 0.001);
        assertEquals(0, sent.unheardMillis(3_760, 100_000_000), 0.001);
    }
}
