package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.TestAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test that kills the sound server during speech, replaces it with another one, and compares recordings of both with
 * the samples sent.
 *
 * <p>The test starts both servers. The second one runs and is recorded before the player can connect to it, so the
 * recording contains all samples played.
 */
@Tag("soundcard")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostServerSoundCardTest {
    private static final System.Logger LOGGER = System.getLogger(LostServerSoundCardTest.class.getName());
    private static final double BLAMABLE_MILLIS = 50;

    /** The time without a server. */
    private static final int GONE_MILLIS = 300;

    private static final int MOST_MISSING_MILLIS = 120;
    private static final int MOST_REPEATED_MILLIS = 50;
    private static final long FOUND_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path folder;

    @Test
    void resumesAtPositionAfterServerReplacement() throws Exception {
        RetryOnStall.run(
                BLAMABLE_MILLIS, () -> replaceServerDuringSpeech(Files.createTempDirectory(folder, "attempt")));
    }

    private static void replaceServerDuringSpeech(Path folder) throws Exception {
        Path told = folder.resolve("told.txt");
        VirtualSoundCard first = new VirtualSoundCard(folder.resolve("first"));
        SoundCardRecorder before = new SoundCardRecorder(first.environment());
        Process speaker = speak(first, told);
        try (VirtualSoundCard second = new VirtualSoundCard(folder.resolve("second"))) {
            SoundCardRecorder after = new SoundCardRecorder(second.environment());
            before.listenToSound(700);
            long killedNanos = System.nanoTime();
            first.kill();
            after.listenFor(GONE_MILLIS);
            long backNanos = System.nanoTime();
            first.replaceBy(second);
            assertThat(speaker.waitFor(60, TimeUnit.SECONDS)).isTrue();
            after.listenFor(100);
            after.stop();
            assertReportedTimes(Files.readAllLines(told), killedNanos, backNanos);
            assertResumed(
                    RecordingComparison.sounding(before.samples()), RecordingComparison.sounding(after.samples()));
        } finally {
            speaker.destroyForcibly();
            before.stop();
            first.kill();
        }
    }

    private static Process speak(VirtualSoundCard card, Path told) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlayerProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().putAll(card.environment());
        return builder.start();
    }

    private static void assertReportedTimes(List<String> told, long killedNanos, long backNanos) {
        long lostNanos = moment(PlayerProcess.LOST, told);
        long foundNanos = moment(PlayerProcess.FOUND, told);
        LOGGER.log(
                System.Logger.Level.INFO,
                String.format(
                        "loss told %.1f ms after the end of the server; another there %.1f ms after it; "
                                + "sound told %.1f ms after that",
                        (lostNanos - killedNanos) / 1e6,
                        (backNanos - killedNanos) / 1e6,
                        (foundNanos - backNanos) / 1e6));
        assertThat(foundNanos - backNanos).isLessThan(FOUND_WITHIN_NANOS);
    }

    private static long moment(String event, List<String> told) {
        List<String> lines =
                told.stream().filter(line -> line.startsWith(event + " ")).toList();
        assertThat(lines).as("%s in %s", event, told).hasSize(1);
        return Long.parseLong(lines.get(0).substring(event.length() + 1));
    }

    private static void assertResumed(short[] before, short[] after) {
        int missing = missing(before, after);
        LOGGER.log(System.Logger.Level.INFO, "missing {0} ms", missing * 1000.0 / SoundCardRecorder.RATE_HZ);
        assertThat(missing)
                .as("missing samples, fewer than none if repeated")
                .isBetween(
                        -MOST_REPEATED_MILLIS * SoundCardRecorder.RATE_HZ / 1000,
                        MOST_MISSING_MILLIS * SoundCardRecorder.RATE_HZ / 1000);
        int whole = after.length - RampAnalysis.first(after);
        short[] ramp = TestAudio.ramp(PlayerProcess.SECONDS * SoundCardRecorder.RATE_HZ);
        assertThat(RecordingComparison.difference(
                        Arrays.copyOfRange(ramp, ramp.length - whole, ramp.length),
                        Arrays.copyOfRange(after, after.length - whole, after.length)))
                .isEmpty();
    }

    /** Returns the number of ramp samples between the end of one recording and the start of the other. */
    private static int missing(short[] before, short[] after) {
        int last = RampAnalysis.last(before);
        int first = RampAnalysis.first(after);
        int nextStep = RampAnalysis.step(before[last]) + before.length - last;
        int begunStep = RampAnalysis.step(after[first]) - first;
        return Math.floorMod(begunStep - nextStep + RampAnalysis.PERIOD / 2, RampAnalysis.PERIOD)
                - RampAnalysis.PERIOD / 2;
    }
}
