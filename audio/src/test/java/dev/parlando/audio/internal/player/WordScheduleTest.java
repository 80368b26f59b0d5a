package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.ScriptedDecoder;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.TimedText;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the times of word events and the text reported as played, on a line whose time is advanced by the test. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WordScheduleTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int INTERRUPTIONS = 2_000;
    /** The maximum delay of a word event, since the playback loop never waits for less than a millisecond. */
    private static final double LATE_MILLIS = 1.1;

    private final PlaybackLoopRig rig = new PlaybackLoopRig(100);
    private final WordRecorder told = new WordRecorder(rig.player);
    private final TimedText story =
            new TimedText(RATE_HZ).word("one", 40).word("two", 50).word("three", 60);

    @AfterEach
    void close() {
        rig.close();
    }

    private Utterance say(AudioDecoder decoder) {
        SpeechRequest request = SpeechRequest.builder("a").timestamps(true).build();
        Utterance utterance = new Utterance(UtteranceText.of(request), CallOptions.DEFAULT, decoder, told);
        rig.player.add(utterance, QueuePosition.LAST);
        return utterance;
    }

    /** Plays a story whose audio and timing arrive immediately. */
    private Utterance say(TimedText said) throws InterruptedException {
        Utterance utterance = say(new ScriptedDecoder());
        rig.nextStream().time(said.timing()).send(sound(said)).end();
        return utterance;
    }

    private static short[] sound(TimedText said) {
        return TestAudio.ramp(said.audioFrames());
    }

    private void assertWordEventsOnTime() {
        assertThat(told.lateMillis()).allSatisfy(late -> assertThat(late).isBetween(0.0, LATE_MILLIS));
    }

    @Test
    void reportsEachWordAtItsStart() throws Exception {
        say(story);
        rig.run(1);
        assertThat(told.texts()).containsExactly("one");
        rig.run(157);
        assertThat(told.texts()).containsExactly("one");
        rig.run(4);
        assertThat(told.texts()).containsExactly("one", "two");
        rig.run(1000);
        assertThat(told.texts()).containsExactly("one", "two", "three");
        assertWordEventsOnTime();
    }

    @Test
    void providesWordTimesBeforeWordsArePlayed() throws Exception {
        Utterance utterance = say(story);
        rig.settle();
        assertThat(utterance.words())
                .containsExactly(
                        new TimedWord("one", 0, 0, 120),
                        new TimedWord("two", 4, 160, 310),
                        new TimedWord("three", 8, 360, 660));
    }

    @Test
    void delaysWordsDuringPauseWithoutRepeats() throws Exception {
        Utterance utterance = say(story);
        rig.run(200);
        utterance.pause();
        rig.run(500);
        assertThat(told.texts()).containsExactly("one", "two");
        assertThat(utterance.playedText()).isEqualTo("one ");
        utterance.resume();
        rig.run(100);
        assertThat(told.texts()).containsExactly("one", "two");
        rig.run(1000);
        assertThat(told.texts()).containsExactly("one", "two", "three");
        assertWordEventsOnTime();
    }

    @Test
    void delaysWordsDuringUnderrun() throws Exception {
        Utterance utterance = say(new ScriptedDecoder());
        short[] sound = sound(story);
        FakeSpeechStream stream = rig.nextStream().time(story.timing());
        stream.send(Arrays.copyOf(sound, RATE_HZ / 5));
        rig.run(900);
        assertThat(utterance.state()).isEqualTo(PlaybackState.STARVED);
        assertThat(told.texts()).containsExactly("one", "two");
        stream.send(Arrays.copyOfRange(sound, RATE_HZ / 5, sound.length)).end();
        rig.run(1000);
        assertThat(utterance.join().underruns()).isEqualTo(1);
        assertThat(told.texts()).containsExactly("one", "two", "three");
        assertWordEventsOnTime();
    }

    @Test
    void reportsWordsImmediatelyWhenTimingsArriveLate() throws Exception {
        say(new ScriptedDecoder());
        FakeSpeechStream stream = rig.nextStream().send(sound(story));
        rig.run(200);
        assertThat(told.texts()).isEmpty();
        stream.time(story.timing(0, 6)).time(story.timing(6, story.size()));
        rig.settle();
        assertThat(told.texts()).containsExactly("one", "two");
        stream.end();
        rig.run(1000);
        assertThat(told.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void reportsLastWordCompletedOnlyByStreamEnd() throws Exception {
        Utterance utterance = say(new ScriptedDecoder());
        FakeSpeechStream stream = rig.nextStream().time(story.timing(0, story.size() - 1));
        stream.send(sound(story)).end();
        rig.run(1000);
        assertThat(told.texts()).containsExactly("one", "two", "three");
        assertThat(utterance.playedText()).isEqualTo("one two three");
    }

    /** The service may time the last character slightly beyond the end of the audio. */
    @Test
    void reportsWholeTextWhenTimingsExceedAudio() throws Exception {
        Utterance utterance = say(new ScriptedDecoder());
        short[] sound = Arrays.copyOf(sound(story), story.audioFrames() - 100);
        rig.nextStream().time(story.timing()).send(sound).end();
        rig.run(1000);
        assertThat(utterance.playedText()).isEqualTo(story.text());
    }

    @Test
    void limitsWordsBeyondAudioToItsEnd() throws Exception {
        Utterance utterance = say(new ScriptedDecoder());
        short[] sound = Arrays.copyOf(sound(story), RATE_HZ / 5);
        rig.nextStream().time(story.timing()).send(sound).end();
        rig.run(1000);
        assertThat(told.words().get(2)).isEqualTo(new TimedWord("three", 8, 200, 200));
        assertThat(utterance.words())
                .containsExactly(
                        new TimedWord("one", 0, 0, 120),
                        new TimedWord("two", 4, 160, 200),
                        new TimedWord("three", 8, 200, 200));
    }

    /** A service whose alignment has failed sends one time for all further characters. */
    @Test
    void reportsWordsWithOneTimeOneByOne() throws Exception {
        Utterance utterance = say(new ScriptedDecoder());
        FakeSpeechStream stream = rig.nextStream();
        int reported = 0;
        for (int millis = 0; millis < 1300; millis += 10) {
            if (millis % 250 == 0 && millis < 1000) {
                stream.send(TestAudio.ramp(RATE_HZ / 4)).time(oneTime("word ".repeat(15)));
            }
            if (millis == 1000) {
                stream.time(oneTime("end")).end();
            }
            rig.run(10);
            assertThat(told.words().size() - reported).isBetween(0, 2);
            reported = told.words().size();
        }
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(told.texts()).hasSize(61);
        List<Double> starts = told.words().stream().map(TimedWord::startMillis).toList();
        assertThat(starts).isSorted().doesNotHaveDuplicates();
    }

    private static SpeechTiming oneTime(String text) {
        double[] times = new double[text.length()];
        Arrays.fill(times, 0.02);
        return new SpeechTiming(
                new Alignment(List.of(text.split("", -1)).subList(0, text.length()), times, times), null);
    }

    /** The words are spread when the length of the audio is known, before they are due. */
    @Test
    void reportsWordsOfCollapsedShortSpeechOneByOne() throws Exception {
        say(new ScriptedDecoder());
        rig.nextStream()
                .send(TestAudio.ramp(RATE_HZ / 2))
                .time(oneTime("word ".repeat(60)))
                .end();
        int reported = 0;
        for (int millis = 0; millis < 600; millis += 10) {
            rig.run(10);
            assertThat(told.words().size() - reported).isBetween(0, 2);
            reported = told.words().size();
        }
        assertThat(told.texts()).hasSize(60);
        assertWordEventsOnTime();
    }

    @Test
    void doesNotReportTags() throws Exception {
        TimedText tagged = new TimedText(RATE_HZ)
                .word("go", 20)
                .word("<break />", 20)
                .word("[sighs]", 20)
                .word("on", 20);
        Utterance utterance = say(tagged);
        rig.run(1000);
        assertThat(told.texts()).containsExactly("go", "on");
        assertThat(utterance.playedText()).isEqualTo("go <break /> [sighs] on ");
    }

    @Test
    void reportsOnlyReceivedTextOfTruncatedStream() throws Exception {
        Utterance utterance = say(new ScriptedDecoder());
        FakeSpeechStream stream = rig.nextStream().time(story.timing());
        stream.send(Arrays.copyOf(sound(story), RATE_HZ / 4));
        stream.fail(new TruncatedAudioException("broke off", null, 0, null, null));
        rig.run(1000);
        assertThat(utterance.state()).isEqualTo(PlaybackState.FAILED);
        assertThat(utterance.playedText()).isEqualTo(story.heardAfter(RATE_HZ / 4));
        assertThat(told.texts()).containsExactly("one", "two");
    }

    @Test
    void schedulesWordsAtSampleRateOfSpeech() throws Exception {
        TimedText slow = new TimedText(8000).word("one", 40).word("two", 50);
        Utterance utterance = say(AudioDecoders.forFormat(OutputFormat.PCM_8000));
        rig.nextStream()
                .time(slow.timing())
                .send(TestAudio.ramp(slow.audioFrames()))
                .end();
        rig.run(150);
        assertThat(told.texts()).containsExactly("one");
        rig.run(500);
        assertThat(told.texts()).containsExactly("one", "two");
        assertThat(utterance.playedText()).isEqualTo(slow.text());
        assertWordEventsOnTime();
    }

    /** Trimmed silence makes all words earlier, and encoder delay makes them later. */
    @Test
    void shiftsWordsByTrimmedSilenceAndEncoderDelay() throws Exception {
        try (PlaybackLoopRig trimming = new PlaybackLoopRig(100, new PlayerSettings(20, 500, 2, true, null))) {
            SpeechRequest request = SpeechRequest.builder("a").timestamps(true).build();
            WordRecorder toldThere = new WordRecorder(trimming.player);
            Utterance utterance =
                    new Utterance(UtteranceText.of(request), CallOptions.DEFAULT, new LeadInDecoder(), toldThere);
            trimming.player.add(utterance, QueuePosition.LAST);
            TimedText said = new TimedText(RATE_HZ).character(" ", RATE_HZ / 2).word("one", 40);
            short[] sound = new short[LeadInDecoder.LEAD_IN + said.audioFrames()];
            Arrays.fill(sound, LeadInDecoder.LEAD_IN + RATE_HZ / 2, sound.length, (short) 9000);
            trimming.nextStream().time(said.timing()).send(sound).end();
            trimming.run(1000);
            double leadInMillis = LeadInDecoder.LEAD_IN * 1000.0 / RATE_HZ;
            assertThat(utterance.trimmedMillis()).isGreaterThan(400);
            assertThat(toldThere.words().get(0).startMillis())
                    .isCloseTo(500 + leadInMillis - utterance.trimmedMillis(), within(0.001));
            assertThat(toldThere.lateMillis().get(0)).isBetween(0.0, LATE_MILLIS);
        }
    }

    @Test
    void rejectsPlayedTextWithoutTimestamps() throws Exception {
        Utterance utterance = rig.say(TestAudio.ramp(1000));
        assertThat(utterance.words()).isEmpty();
        assertThatThrownBy(utterance::playedText)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timestamps");
    }

    @Test
    void reportsExactPlayedTextWhenInterrupted() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < INTERRUPTIONS; i++) {
            interrupt(TimedText.random(random, RATE_HZ, 1 + random.nextInt(12)), random);
        }
        assertWordEventsOnTime();
    }

    private void interrupt(TimedText said, Random random) throws InterruptedException {
        told.words().clear();
        Utterance utterance = say(said);
        double lengthMillis = said.audioFrames() * 1000.0 / RATE_HZ;
        rig.run(random.nextDouble() * lengthMillis / 2);
        if (random.nextInt(3) == 0) {
            utterance.pause();
            rig.run(50);
            utterance.resume();
        }
        rig.run(random.nextDouble() * lengthMillis * 0.6);
        utterance.stop();
        rig.run(20);
        long heard = utterance.join().audioFrames();
        assertThat(utterance.playedText()).isEqualTo(said.heardAfter(heard));
        long begun = said.wordBegins().stream().filter(begin -> begin <= heard).count();
        assertThat(told.words()).hasSizeBetween((int) begun - 1, (int) begun);
        rig.run(100);
    }
}
