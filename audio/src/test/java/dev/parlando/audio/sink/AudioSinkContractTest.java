package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the rules of {@link AudioSink} on all sinks of the library. */
class AudioSinkContractTest {
    private static final PcmFormat STEREO = new PcmFormat(24_000, 2);
    private static final int MAX_MILLIS = 3000;

    @TempDir
    private Path folder;

    private final Random random = new Random(11);
    private SinkFixture fixture = new SinkFixture(new NullSink(), millis -> {});
    private PcmFormat format = STEREO;
    private long written;
    private long position;

    private AudioSink sink() {
        return fixture.sink();
    }

    private void create(SinkFixture.Kind kind) {
        fixture = kind.create(folder);
    }

    private void open() {
        format = sink().open(STEREO);
        written = 0;
        position = 0;
    }

    private void open(SinkFixture.Kind kind) {
        create(kind);
        open();
    }

    private void pass(int millis) {
        fixture.passMillis().accept(millis);
        position();
    }

    private long position() {
        long now = sink().positionAudioFrames();
        assertThat(now).isBetween(position, written);
        position = now;
        return now;
    }

    /** Writes up to {@code audioFrames} from a random offset. Returns the number of audio frames accepted. */
    private int write(int audioFrames) {
        int offset = random.nextInt(10);
        short[] samples = new short[(offset + audioFrames) * format.channels()];
        int accepted = sink().write(samples, offset, audioFrames);
        assertThat(accepted).isBetween(0, audioFrames);
        written += accepted;
        assertThat(written - position())
                .isLessThanOrEqualTo((long) sink().bufferAudioFrames() + fixture.heldAudioFrames());
        return accepted;
    }

    private void fill() {
        int millis = 0;
        while (millis < MAX_MILLIS && write(format.audioFrames(30)) > 0) {
            millis += 30;
        }
        assertThat(millis).as("accepted milliseconds").isPositive();
        if (sink().bufferAudioFrames() == Integer.MAX_VALUE) {
            assertThat(position())
                    .as("position of a sink that stores everything")
                    .isEqualTo(written);
        }
    }

    /** Plays {@code millis} of audio until the sink reports that all of it was played. */
    private void play(int millis) {
        long end = written + format.audioFrames(millis);
        for (int passed = 0; position() < end; passed++) {
            assertThat(passed).as("time to play, in milliseconds").isLessThan(MAX_MILLIS);
            write((int) (end - written));
            pass(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void canBeQueriedButNotWrittenBeforeOpen(SinkFixture.Kind kind) {
        create(kind);
        assertThat(sink().positionAudioFrames()).isZero();
        assertThat(sink().bufferAudioFrames()).isNotNegative();
        assertThat(sink().leadAudioFrames()).isNotNegative();
        assertThat(sink().name()).isNotBlank();
        assertThat(sink().clock()).isNotNull();
        assertThatThrownBy(() -> sink().write(new short[20], 0, 10)).isInstanceOf(IllegalStateException.class);
        sink().close();
        sink().close();
    }

    @ParameterizedTest
    @EnumSource
    void playsAllAcceptedSamples(SinkFixture.Kind kind) {
        open(kind);
        for (int i = 0; i < 100; i++) {
            write(random.nextInt(format.audioFrames(60)));
            write(0);
            pass(random.nextInt(40));
        }
        pass(500);
        assertThat(position()).isEqualTo(written).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void startsEachRunEmptyAtPositionZero(SinkFixture.Kind kind) {
        open(kind);
        for (int run = 0; run < 4; run++) {
            assertThat(sink().positionAudioFrames()).isZero();
            play(100);
            if (run % 2 == 0) {
                fill();
            } else {
                sink().complete();
                assertThat(position()).isEqualTo(written);
            }
            open();
            pass(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silencesUnplayedSamplesOnDiscard(SinkFixture.Kind kind) {
        open(kind);
        for (int i = 0; i < 10; i++) {
            fill();
            pass(random.nextInt(60));
            sink().discard();
            position = sink().positionAudioFrames();
            assertThat(position).as("position after discard %d", i).isBetween(0L, written);
            written = position;
            pass(300);
            assertThat(position()).isEqualTo(written);
            play(50);
            pass(50);
            sink().discard();
            assertThat(position()).as("position after a discard of nothing").isEqualTo(written);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsRangeOutsideOfArrayWithoutEffect(SinkFixture.Kind kind) {
        open(kind);
        write(format.audioFrames(20));
        assertRejectsBadRanges();
        play(100);
        fill();
        assertRejectsBadRanges();
        pass(500);
        assertThat(position()).isEqualTo(written);
    }

    private void assertRejectsBadRanges() {
        short[] samples = new short[10 * format.channels()];
        int[][] ranges = {{-1, 1}, {0, -1}, {0, 11}, {5, 6}, {11, 0}, {Integer.MAX_VALUE, 1}, {1, Integer.MAX_VALUE}};
        SoftAssertions softly = new SoftAssertions();
        for (int[] range : ranges) {
            softly.assertThatThrownBy(() -> sink().write(samples, range[0], range[1]))
                    .as("%d audio frames at %d", range[1], range[0])
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        softly.assertAll();
        position();
    }

    @ParameterizedTest
    @EnumSource
    void playsNothingAfterClose(SinkFixture.Kind kind) {
        open(kind);
        play(100);
        fill();
        pass(10);
        sink().close();
        long closed = position();
        fixture.passMillis().accept(500);
        assertThat(position()).isEqualTo(closed);
        assertThatThrownBy(() -> sink().write(new short[20], 0, 10))
                .isInstanceOfAny(IllegalStateException.class, PlaybackException.class);
        assertThat(sink().name()).isNotBlank();
        assertThat(sink().clock()).isNotNull();
        sink().close();
        assertThat(position()).isEqualTo(closed);
    }
}
