package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.SegmentVoice;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.speech.LiveText;
import dev.parlando.text.LiveTextReport;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A test that stops live texts at random times on a simulated clock. The reported parts are compared with the times of
 * the characters that the voice has spoken.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveTextStopTest {
    private static final int STOPS = 1_000;
    private static final int STOPS_OF_A_RIG = 50;
    private static final int FADE_AUDIO_FRAMES = 5 * PlaybackLoopRig.RATE_HZ / 1000;

    private static final List<String> PHRASES = List.of(
            "The fare is $29.50, or 3.5 hours of work. ",
            "**Bold** words and *soft* ones. ",
            "Call `main` first. ",
            "Well done \uD83D\uDE00 my friend! ",
            "\u4ECA\u5929\u5929\u6C14\u771F\u597D\u3002\u6211\u4EEC\u8D70\u5427\u3002",
            "Dr. Smith met J. R. R. Tolkien at 9 a.m. sharp. ",
            "Yes. ");

    private static final Pattern NOT_SPOKEN_IN_ANY_FORM = Pattern.compile("[^\\p{L}\\p{Nd}]");

    /** The ink of two interrupted numbers with a short word between them, which does not count as heard. */
    private static final int LONGEST_SPELLING = 40;

    private static final Map<String, String> SPELLINGS =
            Map.of("$29.50", "twenty-nine dollars fifty", "3.5", "three and a half", "Dr.", "Doctor");

    private final Random random = new Random(17);
    private final AtomicInteger cancellations = new AtomicInteger();
    private final StringBuilder written = new StringBuilder();
    private PlaybackLoopRig rig = new PlaybackLoopRig(100);
    private SegmentVoice voice = new SegmentVoice(rig.speech, random, PlaybackLoopRig.RATE_HZ);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void reportsExactPartsAtRandomStops() {
        stopOften(Map.of());
    }

    @Test
    void reportsExactPartsWithTimesOfSpelledOutTextOnly() {
        stopOften(SPELLINGS);
    }

    private void stopOften(Map<String, String> spellings) {
        for (int i = 0; i < STOPS; i++) {
            if (i % STOPS_OF_A_RIG == 0) {
                rig.close();
                rig = new PlaybackLoopRig(100); // The line records all samples.
            }
            voice = new SegmentVoice(rig.speech, random, PlaybackLoopRig.RATE_HZ).spellingOut(spellings);
            written.setLength(0);
            cancellations.set(0);
            LiveText text = LiveText.of(SpeechPlayer.defaultTemplate());
            text.onCancel(cancellations::incrementAndGet);
            Utterance utterance = rig.say(UtteranceText.of(text), QueuePosition.LAST);
            stop(utterance, write(text), spellings);
        }
    }

    /** Writes phrases in random tokens while time passes. Returns whether the text was ended. */
    private boolean write(LiveText text) {
        int phrases = 1 + random.nextInt(4);
        for (int i = 0; i < phrases; i++) {
            append(text, PHRASES.get(random.nextInt(PHRASES.size())));
        }
        boolean ends = random.nextInt(3) == 0;
        if (ends) {
            text.end();
        } else if (random.nextBoolean()) {
            text.flush();
        }
        voice.speakAll();
        rig.run(random.nextDouble() * 1500);
        voice.speakAll();
        return ends;
    }

    private void append(LiveText text, String phrase) {
        int from = 0;
        while (from < phrase.length()) {
            int to = Math.min(phrase.length(), from + 1 + random.nextInt(6));
            text.append(phrase.substring(from, to));
            from = to;
            voice.speakAll();
            if (random.nextInt(4) == 0) {
                rig.run(random.nextInt(100));
            }
        }
        written.append(phrase);
    }

    private void stop(Utterance utterance, boolean ended, Map<String, String> spellings) {
        boolean wasOver = utterance.state().isDone();
        int playedBefore = rig.sink.playedSamples().length;
        utterance.stop();
        LiveTextReport immediate = utterance.textReport();
        rig.run(30);
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertNothingHeard(playedBefore + FADE_AUDIO_FRAMES);
        LiveTextReport report = utterance.textReport();
        assertThat(report.written()).isEqualTo(immediate.written()).isEqualTo(written.toString());
        long heardAudioFrames = utterance.join().audioFrames();
        String spokenHeard = voice.spoken().heardAfter(heardAudioFrames);
        assertHeard(report.heard(), spokenHeard, spellings);
        assertThat(report.heard()).startsWith(immediate.heard());
        assertThat(utterance.playedText()).isEqualTo(report.heard());
        assertThat(cancellations.get()).isEqualTo(ended || wasOver ? 0 : 1);
    }

    private void assertNothingHeard(int from) {
        short[] heard = rig.sink.playedSamples();
        for (int i = from; i < heard.length; i++) {
            if (heard[i] != 0) {
                throw new AssertionError("heard " + (i - from) + " samples after the stop");
            }
        }
    }

    /** Compares the letters and digits, since a filter may leave out other characters. */
    private static void assertHeard(String heard, String spokenHeard, Map<String, String> spellings) {
        String spelled = heard;
        for (Map.Entry<String, String> word : spellings.entrySet()) {
            spelled = spelled.replace(word.getKey(), word.getValue());
        }
        String ink = NOT_SPOKEN_IN_ANY_FORM.matcher(spelled).replaceAll("");
        String spokenInk = NOT_SPOKEN_IN_ANY_FORM.matcher(spokenHeard).replaceAll("");
        if (spellings.isEmpty()) {
            assertThat(ink).isEqualTo(spokenInk);
        } else {
            assertThat(spokenInk).startsWith(ink);
            assertThat(spokenInk.length() - ink.length()).isLessThan(LONGEST_SPELLING);
        }
    }
}
