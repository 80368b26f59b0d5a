package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract of a line sink on the lines of all platforms. */
class LineSinkContractTest {
    private static final int FRAMES_PER_MILLI = 24;
    private static final PcmFormat MONO = new PcmFormat(1000 * FRAMES_PER_MILLI, 1);
    private static final short[] SPEECH = new short[60_000];

    static {
        for (int i = 0; i < SPEECH.length; i++) {
            SPEECH[i] = (short) (i % 30_000 + 1);
        }
    }

    private final FakeSoundSystem system = new FakeSoundSystem("A");
    private final LineSink sink = new LineSink(null, 100, system, system.time, system::thread);
    private final Random random = new Random(20);
    private long written;
    private long position;

    static Stream<LineShape> fast() {
        return LineShape.fast();
    }

    static Stream<LineShape> all() {
        return LineShape.all();
    }

    /** Returns lines whose card does not play at exactly the rate of the clock. */
    static Stream<LineShape> drifting() {
        Stream<LineShape> slightly = Stream.of(-100.0, 100.0).map(LineShape.PULSE_AUDIO::withDrift);
        Stream<LineShape> strongly =
                LineShape.fast().flatMap(shape -> Stream.of(-500.0, 500.0).map(shape::withDrift));
        return Stream.concat(slightly, strongly);
    }

    /** Returns lines on which the played samples can be counted, which is impossible if a flush rewinds the card. */
    static Stream<LineShape> countable() {
        return LineShape.fast().filter(shape -> !shape.rewinds());
    }

    private void open(LineShape shape) {
        system.shape = shape;
        openRun();
        system.pass(1 + random.nextInt(60));
    }

    private void openRun() {
        sink.open(MONO);
        written = 0;
        position = 0;
    }

    private FakeCard card() {
        return system.line().card;
    }

    private long stepMillis(LineShape shape) {
        return 1 + TimeUnit.NANOSECONDS.toMillis(shape.blockNanos()) * shape.positionBlocks();
    }

    private void write(int audioFrames) {
        written += sink.write(SPEECH, (int) (written % 30_000), audioFrames);
    }

    private long position() {
        long now = sink.positionAudioFrames();
        if (now < position || now > written) {
            assertThat(now).isBetween(position, written);
        }
        position = now;
        return now;
    }

    /** Keeps the sink full for some time. */
    private void playMillis(int millis) {
        for (int i = 0; i < millis; i += 5) {
            write(4800);
            system.pass(Math.min(5, millis - i));
            position();
        }
    }

    /** Plays {@code audioFrames} until the sink reports that they were played. */
    private void play(int audioFrames) {
        long end = written + audioFrames;
        for (int millis = 0; position() < end; millis += 3) {
            assertThat(millis).as("time to play, in milliseconds").isLessThan(60_000);
            write((int) Math.min(4800, end - written));
            system.pass(3);
        }
    }

    private void assertNeverLost() {
        assertThat(system.lines).hasSize(1);
        assertThat(system.line().waitingWrites).as("waiting writes").isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void playsEverySampleOnce(LineShape shape) {
        open(shape);
        play(30_000);
        system.pass((int) stepMillis(shape));
        assertThat(card().heard()).isEqualTo(30_000);
        List<Byte> bytes = system.line().keptBytes();
        for (int i = 0; i < 30_000; i++) {
            int low = bytes.get(2 * i) & 0xFF;
            assertThat((short) (low | bytes.get(2 * i + 1) << 8)).isEqualTo((short) (i + 1));
        }
        assertNeverLost();
    }

    @ParameterizedTest
    @MethodSource("fast")
    void playsImmediatelyAfterRunningDry(LineShape shape) {
        open(shape);
        for (int gapMillis : new int[] {0, 1, 5, 10, 20, 50, 100, 200, 399, 500, 1000, 5000}) {
            play(2400 + random.nextInt(4800));
            system.pass(gapMillis);
            long heard = card().heard();
            write(1200);
            int millis = 0;
            while (card().heard() <= heard + stepMillis(shape) * FRAMES_PER_MILLI / 2) {
                system.pass(1);
                position();
                millis++;
                assertThat(millis).as("silence after a gap of %d ms", gapMillis).isLessThan(1000);
            }
            assertThat(millis).as("after a gap of %d ms", gapMillis).isLessThanOrEqualTo(2 * (int) stepMillis(shape));
        }
        assertNeverLost();
    }

    /** Samples arrive just in time, and sometimes too late. */
    @ParameterizedTest
    @MethodSource("fast")
    void losesNoTimeOnLateSamples(LineShape shape) {
        open(shape);
        play(2400);
        for (int i = 0; i < 100; i++) {
            int late = random.nextInt(10) - 5;
            long heard = card().heard();
            write(960);
            system.pass(40 + late);
            position();
            assertThat(card().heard() - heard).as("late by %d ms", late).isGreaterThan(0);
        }
        system.pass(100);
        assertThat(card().heard()).isEqualTo(written);
        assertNeverLost();
    }

    @ParameterizedTest
    @MethodSource("countable")
    void countsPlayedSamplesToTheMillisecondOnDiscard(LineShape shape) {
        open(shape);
        playMillis(500);
        for (int i = 0; i < 400; i++) {
            sink.discard();
            written = sink.positionAudioFrames();
            position = written;
            assertThat(position - card().heard()).as("discard %d", i).isBetween(-24L, 24L);
            system.pass(random.nextInt(30));
            playMillis(25 + random.nextInt(200));
        }
        assertNeverLost();
    }

    @ParameterizedTest
    @MethodSource("fast")
    void tellsWhenFirstSampleIsHeard(LineShape shape) {
        open(shape);
        playMillis(500);
        for (int i = 0; i < 100; i++) {
            system.pass(150 + random.nextInt(30));
            long start = written;
            long heardBefore = card().heard();
            write(4800);
            while (position() - start < 25 * FRAMES_PER_MILLI) {
                system.pass(1);
            }
            long aheadAudioFrames = position() - start - sink.stepAudioFrames();
            double estimatedMillis = system.time.nanoTime() / 1e6 - aheadAudioFrames / (double) FRAMES_PER_MILLI;
            double heardMillis = (card().heardUntilNanos() - shape.latencyNanos()) / 1e6
                    - (card().heard() - heardBefore) / (double) FRAMES_PER_MILLI;
            assertThat(estimatedMillis - heardMillis)
                    .as("lateness of utterance %d, in milliseconds", i)
                    .isBetween(-1.5, stepMillis(shape) + 1.0);
        }
        assertNeverLost();
    }

    @ParameterizedTest
    @MethodSource("drifting")
    void followsClockOfCard(LineShape shape) {
        open(shape);
        playMillis(500);
        long startNanos = system.time.nanoTime();
        long start = card().heard();
        for (int second = 0; second < 600; second++) {
            for (int i = 0; i < 100; i++) {
                write(4800);
                system.pass(10);
                long lead = position() - card().heard();
                if (lead < -2 * FRAMES_PER_MILLI || lead > (stepMillis(shape) + 1) * FRAMES_PER_MILLI) {
                    assertThat(lead)
                            .as("lead of the position in second %d", second)
                            .isZero();
                }
            }
        }
        double seconds = (system.time.nanoTime() - startNanos) / 1e9;
        assertThat((card().heard() - start) / seconds)
                .as("rate without gaps")
                .isCloseTo(24_000 * (1 + shape.driftPpm() / 1e6), offset(1.0));
        assertNeverLost();
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsEndOfRunWhenNextOneStarts(LineShape shape) {
        open(shape);
        long expected = 0;
        for (int i = 0; i < 30; i++) {
            int length = 1500 + random.nextInt(2000);
            play(length);
            system.pass(random.nextInt(2) * random.nextInt(15));
            openRun();
            expected += length;
        }
        play(1200);
        system.pass(2 * (int) stepMillis(shape));
        assertThat(card().heard()).isEqualTo(expected + 1200);
        assertNeverLost();
    }

    @ParameterizedTest
    @MethodSource("fast")
    void playsEndBeforeClose(LineShape shape) {
        open(shape);
        play(2400 + random.nextInt(480));
        sink.close();
        system.pass(300);
        assertThat(card().heard()).isEqualTo(written);
        assertThat(system.line().closedNanos).isGreaterThanOrEqualTo(card().heardUntilNanos());
    }

    @ParameterizedTest
    @MethodSource("all")
    void reportsLossOfStalledLine(LineShape shape) {
        open(shape);
        playMillis((int) (400 + 4 * stepMillis(shape)));
        system.line().standStill();
        long heard = card().heard();
        int millis = 0;
        while (catchThrowableOfType(PlaybackException.class, () -> write(480)) == null) {
            system.pass(10);
            millis += 10;
            assertThat(position() - heard).isLessThanOrEqualTo(100 * FRAMES_PER_MILLI);
            assertThat(millis).isLessThan((int) (3500 + 2 * stepMillis(shape)));
        }
        assertThat(millis).isGreaterThan(2000);
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsLineThatIsIdleAndThenPlays(LineShape shape) {
        open(shape);
        for (int i = 0; i < 10; i++) {
            play(1200 + random.nextInt(2400));
            system.pass(random.nextInt(5000));
            write(2400);
            system.pass(random.nextInt(100));
            sink.discard();
            written = sink.positionAudioFrames();
            position = written;
        }
        play(30_000);
        assertNeverLost();
    }
}
