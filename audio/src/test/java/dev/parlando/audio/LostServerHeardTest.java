package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Kills the sound server in the middle of speech, gives the player another in its place, and compares recordings of both
 * with what was said.
 *
 * <p>The servers are its own. The second is up, and recorded, before the player can find it: nothing that is heard escapes
 * the recording.
 */
@Tag("soundcard")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostServerHeardTest {
    private static final System.Logger LOGGER = System.getLogger(LostServerHeardTest.class.getName());
    private static final double BLAMABLE_MILLIS = 50;

    /** How long there is no server. */
    private static final int GONE_MILLIS = 300;

    private static final int MOST_MISSING_MILLIS = 120;
    private static final int MOST_REPEATED_MILLIS = 50;
    private static final long FOUND_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path folder;

    @Test
    void speechGoesOnWhereItWasWhenTheServerIsBack() throws Exception {
        Undisturbed.run(BLAMABLE_MILLIS, () -> loseAndFind(Files.createTempDirectory(folder, "attempt")));
    }

    private static void loseAndFind(Path folder) throws Exception {
        Path told = folder.resolve("told.txt");
        OwnCard first = new OwnCard(folder.resolve("first"));
        Recorder before = new Recorder(first.environment());
        Process speaker = speak(first, told);
        try (OwnCard second = new OwnCard(folder.resolve("second"))) {
            Recorder after = new Recorder(second.environment());
            before.listenToSound(700);
            long killedNanos = System.nanoTime();
            first.kill();
            after.listenFor(GONE_MILLIS);
            long backNanos = System.nanoTime();
            first.replaceBy(second);
            assertThat(speaker.waitFor(60, TimeUnit.SECONDS)).isTrue();
            after.listenFor(100);
            after.stop();
            assertTold(Files.readAllLines(told), killedNanos, backNanos);
            assertGoesOn(Comparison.sounding(before.samples()), Comparison.sounding(after.samples()));
        } finally {
            speaker.destroyForcibly();
            before.stop();
            first.kill();
        }
    }

    private static Process speak(OwnCard card, Path told) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpeakingProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().putAll(card.environment());
        return builder.start();
    }

    private static void assertTold(List<String> told, long killedNanos, long backNanos) {
        long lostNanos = moment(SpeakingProcess.LOST, told);
        long foundNanos = moment(SpeakingProcess.FOUND, told);
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

    private static void assertGoesOn(short[] before, short[] after) {
        int missing = missing(before, after);
        LOGGER.log(System.Logger.Level.INFO, "missing {0} ms", missing * 1000.0 / Recorder.RATE_HZ);
        assertThat(missing)
                .as("missing samples, fewer than none if repeated")
                .isBetween(
                        -MOST_REPEATED_MILLIS * Recorder.RATE_HZ / 1000, MOST_MISSING_MILLIS * Recorder.RATE_HZ / 1000);
        int whole = after.length - Ramp.first(after);
        short[] ramp = Sounds.ramp(SpeakingProcess.SECONDS * Recorder.RATE_HZ);
        assertThat(Comparison.difference(
                        Arrays.copyOfRange(ramp, ramp.length - whole, ramp.length),
                        Arrays.copyOfRange(after, after.length - whole, after.length)))
                .isEmpty();
    }

    /** Returns how many samples of the ramp are between the end of one recording and the begin of the other. */
    private static int missing(short[] before, short[] after) {
        int last = Ramp.last(before);
        int first = Ramp.first(after);
        int nextStep = Ramp.step(before[last]) + before.length - last;
        int begunStep = Ramp.step(after[first]) - first;
        return Math.floorMod(begunStep - nextStep + Ramp.PERIOD / 2, Ramp.PERIOD) - Ramp.PERIOD / 2;
    }
}
