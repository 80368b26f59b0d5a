package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.TimedText;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.transcript.TimedWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that compare the times of word events and the text reported as played with a recording of the sound card.
 *
 * <p>Requires the virtual sound card of {@code .ci/audio-sink.sh} and fails without it. {@code -Dwords=150} sets the
 * number of words; 150 last one minute. {@code -Dinterruptions=200} sets the number of interruptions.
 */
@Tag("soundcard")
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WordsSoundCardTest {
    private static final System.Logger LOGGER = System.getLogger(WordsSoundCardTest.class.getName());
    private static final int WORDS = Integer.getInteger("words", 15);
    private static final int INTERRUPTIONS = Integer.getInteger("interruptions", 12);
    private static final double CLOSE_MILLIS = 30;
    private static final double CLOSE_SHARE = 0.95;
    /** The length of the sound card's blocks, which limits the accuracy of the last played position. */
    private static final int BLOCK_MILLIS = 10;
    /** The minimum stall of the machine that excuses a failure. */
    private static final double BLAMABLE_MILLIS = 8;

    private static final int LOUD = 3000;
    /** The length of silence before each word. */
    private static final int QUIET_MILLIS = 60;

    private static final int SPEECH_HZ = 24_000;

    private final Random random = new Random(9);
    private final FakeSpeechSource speech = new FakeSpeechSource();

    /** A reported word and the time of its report. */
    private record Told(String text, long nanos) {}

    @AfterEach
    void close() {
        speech.close();
    }

    @Test
    void reportsWordsWhenPlayed() throws Exception {
        RetryOnStall.run(BLAMABLE_MILLIS, () -> {
            try (SpeechPlayer player = SpeechPlayer.open(speech)) {
                assertWordsReportedWhenPlayed("as they come", player, false);
            }
        });
    }

    @Test
    void reportsWordsWhenPlayedAfterPauseAndUnderrun() throws Exception {
        RetryOnStall.run(BLAMABLE_MILLIS, () -> {
            try (SpeechPlayer player = SpeechPlayer.open(speech)) {
                assertWordsReportedWhenPlayed("with a pause and an underrun", player, true);
            }
        });
    }

    /** A mixer plays at the rate of its device, so each lane is resampled. */
    @Test
    void reportsWordsWhenPlayedThroughResamplingMixer() throws Exception {
        RetryOnStall.run(BLAMABLE_MILLIS, () -> {
            try (Mixer mixer = Mixer.builder().build();
                    SpeechPlayer player = SpeechPlayer.builder(speech)
                            .sink(mixer.lane("words"))
                            .open()) {
                assertThat(mixer.format().sampleRateHz()).isNotEqualTo(SPEECH_HZ);
                assertWordsReportedWhenPlayed("resampled, mixed, with a pause and an underrun", player, true);
            }
        });
    }

    private void assertWordsReportedWhenPlayed(String how, SpeechPlayer player, boolean disturbed) throws Exception {
        List<Told> told = new CopyOnWriteArrayList<>();
        CountDownLatch starved = new CountDownLatch(1);
        player.addListener(new PlaybackListener() {
            @Override
            public void onStateChanged(Playback playback, PlaybackState from, PlaybackState to) {
                if (to == PlaybackState.STARVED) {
                    starved.countDown();
                }
            }

            @Override
            public void onWord(Playback playback, TimedWord word) {
                told.add(new Told(word.text(), System.nanoTime()));
            }
        });
        TimedText story = story();
        SoundCardRecorder recorder = new SoundCardRecorder();
        try {
            speak(player, story, recorder, disturbed ? starved : null);
            short[] recording = recorder.listenUntilSilentFor(400);
            assertThat(told).hasSize(WORDS);
            assertClose(how, told, onsets(recording), recorder);
        } finally {
            recorder.stop();
        }
    }

    /** Returns random words that are long enough to have a tone. */
    private TimedText story() {
        TimedText story = new TimedText(SPEECH_HZ);
        for (int i = 0; i < WORDS; i++) {
            story.word("a".repeat(5 + random.nextInt(5)), 25 + 50 * random.nextDouble());
        }
        return story;
    }

    /** Plays the story, with a pause and an underrun if {@code starved} is not null. */
    private void speak(
            SpeechPlayer player, TimedText story, SoundCardRecorder recorder, @Nullable CountDownLatch starved)
            throws Exception {
        Playback playback = player.say(request(SPEECH_HZ));
        FakeSpeechStream stream = speech.next().time(story.timing());
        short[] sound = tones(story);
        int third = starved == null ? sound.length : sound.length / 3;
        stream.send(Arrays.copyOf(sound, third));
        if (starved != null) {
            recorder.listenToSound(1 + third * 500 / SPEECH_HZ);
            playback.pause();
            recorder.listenFor(300);
            playback.resume();
            starved.await();
            recorder.listenFor(200);
            stream.send(Arrays.copyOfRange(sound, third, sound.length));
        }
        stream.end();
        assertThat(playback.join().underruns()).isEqualTo(starved == null ? 0 : 1);
    }

    private static SpeechRequest request(int rateHz) {
        return SpeechRequest.builder("a")
                .outputFormat(OutputFormat.parse("pcm_" + rateHz))
                .timestamps(true)
                .build();
    }

    /** Returns a tone for each word, with silence between words. */
    private static short[] tones(TimedText story) {
        short[] sound = new short[story.audioFrames()];
        List<Integer> begins = story.wordBegins();
        for (int word = 0; word < begins.size(); word++) {
            int next = word + 1 < begins.size() ? begins.get(word + 1) : sound.length;
            int end = next - QUIET_MILLIS * SPEECH_HZ / 1000;
            for (int i = begins.get(word); i < end; i++) {
                double angle = 2 * Math.PI * 600 * (i - begins.get(word)) / SPEECH_HZ;
                sound[i] = (short) Math.round(12_000 * Math.cos(angle));
            }
        }
        return sound;
    }

    /** Returns the positions at which sound follows silence in a recording. */
    private static List<Integer> onsets(short[] recording) {
        List<Integer> onsets = new ArrayList<>();
        int quietSince = 0;
        for (int i = 0; i < recording.length; i++) {
            if (Math.abs(recording[i]) > LOUD) {
                if (i - quietSince > QUIET_MILLIS / 2 * SoundCardRecorder.RATE_HZ / 1000) {
                    onsets.add(i);
                }
                quietSince = i;
            }
        }
        return onsets;
    }

    private static void assertClose(String how, List<Told> told, List<Integer> onsets, SoundCardRecorder recorder) {
        List<Double> off = new ArrayList<>();
        int used = -1;
        for (Told word : told) {
            int nearest = nearest(onsets, used + 1, word.nanos(), recorder);
            double millis = (word.nanos() - recorder.nanosOf(onsets.get(nearest))) / 1e6;
            off.add(millis);
            used = nearest;
        }
        long close =
                off.stream().filter(millis -> Math.abs(millis) <= CLOSE_MILLIS).count();
        off.sort(null);
        LOGGER.log(
                System.Logger.Level.INFO,
                String.format(
                        "%s: %d words, told after they were heard: min %.1f, p5 %.1f, p50 %.1f, p95 %.1f, max %.1f ms",
                        how,
                        off.size(),
                        off.get(0),
                        off.get(off.size() / 20),
                        off.get(off.size() / 2),
                        off.get(off.size() * 19 / 20),
                        off.get(off.size() - 1)));
        assertThat(close).isGreaterThanOrEqualTo((long) Math.ceil(CLOSE_SHARE * told.size()));
    }

    private static int nearest(List<Integer> onsets, int from, long nanos, SoundCardRecorder recorder) {
        assertThat(onsets).hasSizeGreaterThan(from);
        int best = from;
        for (int i = from + 1; i < onsets.size(); i++) {
            double now = Math.abs(recorder.nanosOf(onsets.get(i)) - nanos);
            best = now < Math.abs(recorder.nanosOf(onsets.get(best)) - nanos) ? i : best;
        }
        return best;
    }

    @Test
    void reportsPlayedTextAfterInterruption() throws Exception {
        RetryOnStall.run(BLAMABLE_MILLIS, () -> {
            int exact = 0;
            for (int i = 0; i < INTERRUPTIONS; i++) {
                exact += interrupt() ? 1 : 0;
            }
            LOGGER.log(
                    System.Logger.Level.INFO,
                    INTERRUPTIONS + " interruptions, " + exact + " of them exact, the rest within a block of the card");
        });
    }

    /** Returns whether the text reported as played matches the recording to the sample. */
    private boolean interrupt() throws Exception {
        TimedText story = TimedText.random(random, SoundCardRecorder.RATE_HZ, 4);
        short[] sound =
                Arrays.copyOf(TestAudio.ramp(RampAnalysis.PERIOD), Math.min(RampAnalysis.PERIOD, story.audioFrames()));
        SoundCardRecorder recorder = new SoundCardRecorder();
        try (SpeechPlayer player = SpeechPlayer.open(speech)) {
            Playback playback = player.say(request(SoundCardRecorder.RATE_HZ));
            speech.next().time(story.timing()).send(sound).end();
            recorder.listenToSound(1 + random.nextInt(sound.length * 900 / SoundCardRecorder.RATE_HZ));
            awaitRandomPartOfBlock();
            playback.stop();
            playback.join();
            int heard = RampAnalysis.heard(RecordingComparison.sounding(recorder.listenUntilSilentFor(200)));
            int block = BLOCK_MILLIS * SoundCardRecorder.RATE_HZ / 1000;
            assertThat(playback.playedText().length())
                    .isBetween(
                            story.heardAfter(heard - block).length(),
                            story.heardAfter(heard + block).length());
            return playback.playedText().equals(story.heardAfter(heard));
        } finally {
            recorder.stop();
        }
    }

    private void awaitRandomPartOfBlock() {
        long endNanos = System.nanoTime() + random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(BLOCK_MILLIS));
        while (System.nanoTime() - endNanos < 0) {
            Thread.onSpinWait();
        }
    }
}
