package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.telemetry.TimelineEvent;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that play on a real line and compare a recording of the sound card with the samples sent.
 *
 * <p>Requires the virtual sound card of {@code .ci/audio-sink.sh} and runs only with {@code -Psoundcard}. Without the
 * sound card it fails instead of being skipped.
 */
@Tag("soundcard")
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlayerSoundCardTest {
    private static final System.Logger LOGGER = System.getLogger(PlayerSoundCardTest.class.getName());
    private static final int TAIL_MILLIS = 400;
    /** The length of a fade, as documented for {@link Playback#stop()}. */
    private static final int FADE_MILLIS = 5;

    private static final int FADE_AUDIO_FRAMES = SoundCardRecorder.RATE_HZ * FADE_MILLIS / 1000;
    private static final int WINDOW_MILLIS = 100;
    private static final int ATTEMPTS = 5;
    /** The minimum stall of the machine that excuses a gap: most of the audio that is buffered in advance. */
    private static final double BLAMABLE_MILLIS = 200;
    /** Half of the tolerance between clock and recording for the time of a stop. */
    private static final double BLAMABLE_AFTER_STOP_MILLIS = 20;
    /** After an underrun the buffer initially contains no more than one burst of 20 ms. */
    private static final double BLAMABLE_AFTER_UNDERRUN_MILLIS = 10;

    private final FakeSpeechSource speech = new FakeSpeechSource();

    @SuppressWarnings("NullAway.Init") // Created for each attempt.
    private SpeechPlayer player;

    @SuppressWarnings("NullAway.Init")
    private SoundCardRecorder recorder;

    /** A test body that plays and records. */
    private interface Attempt {
        void run() throws Exception;
    }

    /**
     * Repeats an attempt that failed during a stall of the machine, as confirmed by the witness or the recorder. Gaps
     * from a descheduled thread or a stalled sound card are not defects of the player. Any other failure is final.
     */
    private void retryOnStall(double blamableMillis, Attempt attempt) throws Exception {
        for (int left = ATTEMPTS; ; left--) {
            try (StallMonitor witness = new StallMonitor()) {
                record();
                try {
                    attempt.run();
                    LOGGER.log(
                            System.Logger.Level.INFO,
                            "stalls: witness {0} ms, recorder {1} ms",
                            witness.longestStallMillis(),
                            recorder.longestStallMillis());
                    return;
                } catch (AssertionError failure) {
                    double stallMillis = Math.max(witness.longestStallMillis(), recorder.longestStallMillis());
                    if (left == 1 || stallMillis < blamableMillis) {
                        throw new AssertionError("the longest stall was " + stallMillis + " ms", failure);
                    }
                    LOGGER.log(System.Logger.Level.WARNING, "stood still for " + stallMillis + " ms; again", failure);
                } finally {
                    close();
                }
            }
        }
    }

    private void record() throws Exception {
        // Longer than the default, so that a busy test machine causes no gaps.
        player = SpeechPlayer.builder(speech)
                .bufferMillis(500)
                .prefillMillis(250)
                .open();
        recorder = new SoundCardRecorder();
    }

    private void close() throws Exception {
        player.close();
        recorder.stop();
    }

    @AfterEach
    void closeSource() {
        speech.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 22_050, 24_000, 44_100, 48_000})
    void playsSpeechAtEverySampleRate(int rateHz) throws Exception {
        short[] said = speechAt(rateHz);
        retryOnStall(BLAMABLE_MILLIS, () -> playAndCompare(said, rateHz));
    }

    private void playAndCompare(short[] said, int rateHz) throws Exception {
        Playback playback = say(said, rateHz);
        PlaybackResult result = playback.join();
        short[] heard = RecordingComparison.sounding(recorder.listenUntilSilentFor(TAIL_MILLIS));
        double[] expected = RecordingComparison.resample(said, rateHz, SoundCardRecorder.RATE_HZ);

        int lag = RecordingComparison.bestLag(expected, heard, SoundCardRecorder.RATE_HZ / 20);
        double whole = RecordingComparison.correlation(expected, heard, lag, 0, expected.length);
        double worst = worstWindow(expected, heard, lag);
        LOGGER.log(
                System.Logger.Level.INFO,
                String.format(
                        "%d Hz: correlation %.6f, worst %d ms %.6f, heard %.2f ms of %.2f, underruns %d, "
                                + "first PCM to line %.2f ms",
                        rateHz,
                        whole,
                        WINDOW_MILLIS,
                        worst,
                        millis(heard.length),
                        millis(expected.length),
                        result.underruns(),
                        millisBetween(playback, TimelineEvent.FIRST_PCM, TimelineEvent.FIRST_PLAYED)));
        assertThat(whole).isGreaterThan(0.99);
        // The resampler of the sound card attenuates sibilants near the band edge. The measured minimum was 0.975.
        assertThat(worst).as("a gap or a slip would show in one window").isGreaterThan(0.95);
        assertThat(millis(heard.length))
                .isCloseTo(millis(RecordingComparison.sounding(said).length, rateHz), within(20.0));
        assertThat(result.audioFrames()).isEqualTo(said.length);
        assertThat(result.underruns()).isZero();
    }

    @Test
    void playsEverySampleAtCardRate() throws Exception {
        retryOnStall(BLAMABLE_MILLIS, () -> {
            short[] ramp = TestAudio.ramp(2 * SoundCardRecorder.RATE_HZ);
            PlaybackResult result = say(ramp, SoundCardRecorder.RATE_HZ).join();
            assertHeard(ramp, RecordingComparison.sounding(recorder.listenUntilSilentFor(TAIL_MILLIS)));
            assertThat(result.underruns()).isZero();
        });
    }

    /** The word is shorter than the buffer of its line, which has not been full before. */
    @Test
    void playsShortWordAtStart() throws Exception {
        retryOnStall(BLAMABLE_MILLIS, () -> {
            short[] ramp = TestAudio.ramp(SoundCardRecorder.RATE_HZ / 20);
            say(ramp, SoundCardRecorder.RATE_HZ).join();
            assertHeard(ramp, RecordingComparison.sounding(recorder.listenUntilSilentFor(TAIL_MILLIS)));
        });
    }

    @Test
    void playsConsecutiveUtterancesCompletely() throws Exception {
        retryOnStall(BLAMABLE_MILLIS, () -> {
            short[] ramp = TestAudio.ramp(SoundCardRecorder.RATE_HZ / 2);
            Playback first = say(ramp, SoundCardRecorder.RATE_HZ);
            Playback second = say(ramp, SoundCardRecorder.RATE_HZ);
            first.join();
            second.join();
            short[] heard = RecordingComparison.sounding(recorder.listenUntilSilentFor(TAIL_MILLIS));
            assertHeard(ramp, Arrays.copyOf(heard, ramp.length));
            assertHeard(ramp, Arrays.copyOfRange(heard, heard.length - ramp.length, heard.length));
        });
    }

    @Test
    void playsNothingAfterStopAndNextUtteranceCompletely() throws Exception {
        retryOnStall(BLAMABLE_AFTER_STOP_MILLIS, () -> {
            short[] ramp = TestAudio.ramp(3 * SoundCardRecorder.RATE_HZ);
            Playback playback = say(ramp, SoundCardRecorder.RATE_HZ);
            recorder.listenToSound(500);
            long beforeNanos = System.nanoTime();
            playback.stop();
            double stopMillis = (System.nanoTime() - beforeNanos) / 1e6;
            long playedAudioFrames = playback.join().audioFrames();
            short[] heard = RecordingComparison.sounding(recorder.listenUntilSilentFor(TAIL_MILLIS));
            LOGGER.log(
                    System.Logger.Level.INFO,
                    String.format(
                            "stop() took %.2f ms; played %.2f ms by the clock, %.2f ms by the recording",
                            stopMillis, millis((int) playedAudioFrames), millis(heard.length)));
            int whole = (int) Math.min(playedAudioFrames, heard.length - FADE_AUDIO_FRAMES);
            assertHeard(Arrays.copyOf(ramp, whole), Arrays.copyOf(heard, whole));
            assertThat(millis(heard.length)).isCloseTo(millis((int) playedAudioFrames), within(40.0));

            int silentFrom = recorder.listenFor(1).length;
            short[] next = TestAudio.ramp(SoundCardRecorder.RATE_HZ / 4);
            say(next, SoundCardRecorder.RATE_HZ).join();
            short[] all = recorder.listenUntilSilentFor(TAIL_MILLIS, silentFrom);
            assertHeard(next, RecordingComparison.sounding(Arrays.copyOfRange(all, silentFrom, all.length)));
        });
    }

    @Test
    void countsNetworkGapOnceWithoutLosingSamples() throws Exception {
        retryOnStall(BLAMABLE_AFTER_UNDERRUN_MILLIS, () -> {
            short[] ramp = TestAudio.ramp(SoundCardRecorder.RATE_HZ);
            Playback playback = player.say(request(SoundCardRecorder.RATE_HZ));
            FakeSpeechStream stream = speech.next().send(Arrays.copyOf(ramp, SoundCardRecorder.RATE_HZ / 2));
            recorder.listenUntilSilentFor(200);
            stream.send(Arrays.copyOfRange(ramp, SoundCardRecorder.RATE_HZ / 2, SoundCardRecorder.RATE_HZ))
                    .end();
            assertThat(playback.join().underruns()).isEqualTo(1);
            short[] heard = RecordingComparison.sounding(recorder.listenUntilSilentFor(TAIL_MILLIS));
            // Complete except for the fades at the edges of the gap.
            int half = SoundCardRecorder.RATE_HZ / 2 - FADE_AUDIO_FRAMES;
            assertHeard(Arrays.copyOf(ramp, half), Arrays.copyOf(heard, half));
            assertHeard(
                    Arrays.copyOfRange(ramp, ramp.length - half, ramp.length),
                    Arrays.copyOfRange(heard, heard.length - half, heard.length));
        });
    }

    private static void assertHeard(short[] expected, short[] heard) {
        assertThat(RecordingComparison.difference(expected, heard)).isEmpty();
    }

    private Playback say(short[] samples, int rateHz) throws Exception {
        Playback playback = player.say(request(rateHz));
        FakeSpeechStream stream = speech.next();
        byte[] bytes = TestAudio.bytes(samples);
        Random random = new Random(rateHz);
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(9000));
            stream.send(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        stream.end();
        return playback;
    }

    private static SpeechRequest request(int rateHz) {
        return SpeechRequest.builder("a")
                .outputFormat(OutputFormat.parse("pcm_" + rateHz))
                .build();
    }

    private static short[] speechAt(int rateHz) throws Exception {
        String name = "playback/pcm_" + rateHz + ".pcm";
        try (InputStream resource = Objects.requireNonNull(PlayerSoundCardTest.class.getResourceAsStream(name), name)) {
            return TestAudio.samples(resource.readAllBytes());
        }
    }

    private static double worstWindow(double[] expected, short[] heard, int lag) {
        int window = WINDOW_MILLIS * SoundCardRecorder.RATE_HZ / 1000;
        double worst = 1;
        for (int from = 0; from + window <= expected.length; from += window) {
            if (isLoud(expected, from, from + window)) {
                worst = Math.min(worst, RecordingComparison.correlation(expected, heard, lag, from, from + window));
            }
        }
        return worst;
    }

    private static boolean isLoud(double[] samples, int from, int to) {
        return Arrays.stream(samples, from, to).map(Math::abs).average().orElse(0) > 300;
    }

    private static double millis(int samples) {
        return millis(samples, SoundCardRecorder.RATE_HZ);
    }

    private static double millis(int samples, int rateHz) {
        return samples * 1000.0 / rateHz;
    }

    private static double millisBetween(Playback playback, TimelineEvent from, TimelineEvent to) {
        return playback.timeline().millis(to).orElseThrow()
                - playback.timeline().millis(from).orElseThrow();
    }
}
