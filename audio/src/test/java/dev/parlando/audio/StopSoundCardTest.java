package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.sink.FlushTimer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that stop utterances on a real line at random times, and search a recording of the sound card for samples
 * played too late.
 *
 * <p>Requires the virtual sound card of {@code .ci/audio-sink.sh} and fails without it. {@code -Dstops=200} sets the
 * number of stops.
 */
@Tag("soundcard")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopSoundCardTest {
    private static final System.Logger LOGGER = System.getLogger(StopSoundCardTest.class.getName());
    private static final int STOPS = Integer.getInteger("stops", 40) / 4;
    private static final int LATEST_MILLIS = 20;
    /** At most one in this number of stops may be late because of a stall. */
    private static final int MOST_EXCUSED = 8;

    private static final int MOST_MILLIS = 400;
    private static final int AFTER_MILLIS = 150;
    private static final int QUIET = 32;
    /** The number of equal samples that cannot be part of a fade. */
    private static final int PLATEAU = 10;

    private final Random random = new Random(8);
    private final FlushTimer flushTimer = new FlushTimer();
    private final FakeSpeechSource speech = new FakeSpeechSource();
    private final List<Stop> stops = new ArrayList<>();

    /** The data of a stop, without the recording. */
    private record Stop(
            short level,
            double saidNanos,
            double calledNanos,
            double endedNanos,
            double stallMillis,
            double flushMillis) {
        /** Returns the time for which the machine stood still, plus that for which a flush waited for its server. */
        double excusedMillis() {
            return stallMillis + flushMillis;
        }

        @Override
        public String toString() {
            return String.format(
                    "stop %.0f ms after it was said, over %.1f ms after the call, stall %.1f ms, flush %.1f ms",
                    (calledNanos - saidNanos) / 1e6, (endedNanos - calledNanos) / 1e6, stallMillis, flushMillis);
        }
    }

    @AfterEach
    void close() {
        speech.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 200, 500})
    void stopsWithinTwentyMilliseconds(int bufferMillis) throws Exception {
        SoundCardRecorder recorder = new SoundCardRecorder();
        try (StallMonitor witness = new StallMonitor();
                SpeechPlayer player = SpeechPlayer.builder(speech)
                        .sink(flushTimer.sink(bufferMillis))
                        .open()) {
            for (int i = 0; i < STOPS; i++) {
                stop(player, recorder, witness, (short) (8000 + 50 * i));
            }
            short[] recording = recorder.listenFor(bufferMillis + AFTER_MILLIS);
            report(bufferMillis, recorder, recording);
            assertSilentInTime(recorder, recording);
        } finally {
            recorder.stop();
        }
    }

    /** Plays a constant level, different for each utterance, and stops before its end. */
    private void stop(SpeechPlayer player, SoundCardRecorder recorder, StallMonitor witness, short level)
            throws Exception {
        witness.forgetStalls();
        flushTimer.forget();
        recorder.forgetStalls();
        double saidNanos = System.nanoTime();
        Playback playback = player.say(SpeechRequest.builder("a")
                .outputFormat(OutputFormat.parse("pcm_" + SoundCardRecorder.RATE_HZ))
                .build());
        short[] sound = new short[2 * SoundCardRecorder.RATE_HZ];
        Arrays.fill(sound, level);
        FakeSpeechStream stream = speech.next().send(sound);
        recorder.listenFor(1 + random.nextInt(MOST_MILLIS));
        awaitRandomPartOfBlock();
        double calledNanos = System.nanoTime();
        playback.stop();
        boolean cancelled = stream.isCancelled();
        PlaybackResult result = playback.join();
        double endedNanos = System.nanoTime();
        assertThat(cancelled).isTrue();
        assertThat(result.stopped()).isTrue();
        recorder.listenFor(AFTER_MILLIS);
        double stallMillis = Math.max(witness.longestStallMillis(), recorder.longestStallMillis());
        stops.add(new Stop(level, saidNanos, calledNanos, endedNanos, stallMillis, flushTimer.longestMillis()));
    }

    /**
     * Waits for a random part of a block. The recording arrives in blocks of the sound card, and stops must not
     * coincide with their starts.
     */
    private void awaitRandomPartOfBlock() {
        long endNanos = System.nanoTime() + random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(10));
        while (System.nanoTime() - endNanos < 0) {
            Thread.onSpinWait();
        }
    }

    private void assertSilentInTime(SoundCardRecorder recorder, short[] recording) {
        int excused = 0;
        for (int i = 0; i < stops.size(); i++) {
            double tailMillis = tailMillis(i, recorder, recording);
            if (tailMillis > LATEST_MILLIS) {
                LOGGER.log(System.Logger.Level.WARNING, "heard for {0} ms: {1}", tailMillis, stops.get(i));
                assertThat(tailMillis)
                        .as("%s", stops.get(i))
                        .isLessThan(LATEST_MILLIS + stops.get(i).excusedMillis());
                excused++;
            }
            assertNoOtherUtterance(i, recorder, recording);
        }
        assertThat(excused).as("late while the machine stood still").isLessThanOrEqualTo(1 + STOPS / MOST_EXCUSED);
    }

    /**
     * Returns the time from the call to the last sample played before the next utterance. Negative if that sample was
     * played before the call.
     */
    private double tailMillis(int index, SoundCardRecorder recorder, short[] recording) {
        int last = end(index, recorder, recording) - 1;
        int first = sampleAt(stops.get(index).saidNanos, recorder);
        while (last >= first && Math.abs(recording[last]) <= QUIET) {
            last--;
        }
        return last < first
                ? Double.NEGATIVE_INFINITY
                : (recorder.nanosOf(last + 1) - stops.get(index).calledNanos) / 1e6;
    }

    private void assertNoOtherUtterance(int index, SoundCardRecorder recorder, short[] recording) {
        int equal = 1;
        for (int i = sampleAt(stops.get(index).saidNanos, recorder) + 1; i < end(index, recorder, recording); i++) {
            equal = recording[i] == recording[i - 1] ? equal + 1 : 1;
            if (equal >= PLATEAU && Math.abs(recording[i]) > QUIET) {
                assertThat(recording[i]).as("utterance %d", index).isEqualTo(stops.get(index).level);
            }
        }
    }

    private int end(int index, SoundCardRecorder recorder, short[] recording) {
        return index + 1 < stops.size() ? sampleAt(stops.get(index + 1).saidNanos, recorder) : recording.length;
    }

    private static int sampleAt(double nanos, SoundCardRecorder recorder) {
        return (int) ((nanos - recorder.nanosOf(0)) * SoundCardRecorder.RATE_HZ / 1e9);
    }

    private void report(int bufferMillis, SoundCardRecorder recorder, short[] recording) {
        List<Double> tails = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            double millis = tailMillis(i, recorder, recording);
            if (millis > Double.NEGATIVE_INFINITY) {
                tails.add(millis);
            }
        }
        tails.sort(null);
        LOGGER.log(
                System.Logger.Level.INFO,
                String.format(
                        "buffer %d ms: %d stops, %d of them before any sound; last sample p50 %.1f, p90 %.1f, max %.1f ms "
                                + "after the call; longest stall %.1f ms",
                        bufferMillis,
                        stops.size(),
                        stops.size() - tails.size(),
                        tails.get(tails.size() / 2),
                        tails.get(tails.size() * 9 / 10),
                        tails.get(tails.size() - 1),
                        stops.stream().mapToDouble(Stop::stallMillis).max().orElse(0)));
    }
}
