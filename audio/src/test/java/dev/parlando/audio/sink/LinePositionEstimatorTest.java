package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinePositionEstimatorTest {
    private static final int RATE_HZ = 1000;

    private final FakeSinkClock time = new FakeSinkClock();
    private final LinePositionEstimator clock = new LinePositionEstimator(time::nanoTime);

    @BeforeEach
    void begin() {
        clock.newLine(RATE_HZ);
    }

    private void line(long position, boolean moved) {
        clock.onLinePosition(position, time.nanoTime(), moved, 20);
    }

    @Test
    void advancesAtSampleRateUpToWrittenFrames() {
        time.passMillis(70);
        assertThat(clock.onWritten(100)).as("into the empty line").isTrue();
        time.passMillis(30);
        assertThat(clock.onWritten(0)).isFalse();
        assertThat(clock.playedAudioFrames()).isEqualTo(30);
        assertThat(clock.unplayedAudioFrames()).isEqualTo(70);
        time.passMillis(500);
        assertThat(clock.playedAudioFrames()).isEqualTo(100);
    }

    @Test
    void resumesFromEndOfAudioAfterUnderrun() {
        clock.onWritten(100);
        time.passMillis(150);
        assertThat(clock.onWritten(100)).isTrue();
        assertThat(clock.playedAudioFrames()).isEqualTo(100);
        time.passMillis(60);
        assertThat(clock.playedAudioFrames()).isEqualTo(160);
    }

    @Test
    void adoptsPositionWhenLineMoves() {
        clock.onWritten(100);
        time.passMillis(29);
        line(20, true);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
        time.passMillis(5);
        assertThat(clock.playedAudioFrames()).isEqualTo(25);
    }

    @Test
    void toleratesPositionOneStepBehind() {
        clock.onWritten(100);
        time.passMillis(29);
        line(0, false);
        assertThat(clock.playedAudioFrames()).isEqualTo(29);
    }

    @Test
    void holdsClockBackWhileLineIsStalled() {
        clock.onWritten(140);
        for (int i = 0; i < 100; i++) {
            time.passMillis(10);
            line(20, false);
        }
        assertThat(clock.playedAudioFrames()).isEqualTo(50);
    }

    @Test
    void followsSlowLineWithoutFalseUnderrun() {
        clock.onWritten(100);
        long written = 100;
        for (int i = 1; i <= 20_000; i++) {
            time.passMillis(50);
            long slow = i * 4995L / 100;
            line(slow, false);
            assertThat(clock.playedAudioFrames()).isBetween(slow, slow + 31);
            assertThat(clock.onWritten((int) (slow + 100 - written))).isFalse();
            written = slow + 100;
        }
    }

    @Test
    void ignoresPositionReportedBeforeFirstWrite() {
        long before = time.nanoTime();
        time.passMillis(5);
        clock.onWritten(100);
        clock.onLinePosition(-3, before, true, 20);
        assertThat(clock.playedAudioFrames()).isZero();
    }

    @Test
    void countsLastStepAndItsLaterBlocksOnDiscard() {
        clock.onWritten(100);
        time.passMillis(27);
        line(20, true);
        time.passMillis(17);
        clock.discard(20, time.nanoTime(), 0, 10);
        assertThat(clock.playedAudioFrames()).isEqualTo(30);
        assertThat(clock.unplayedAudioFrames()).isZero();
    }

    @Test
    void countsExactPositionOnDiscard() {
        clock.onWritten(100);
        time.passMillis(27);
        line(20, true);
        time.passMillis(17);
        clock.discard(20, time.nanoTime(), 0, 0);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
    }

    @Test
    void continuesPositionAfterDiscard() {
        clock.onWritten(100);
        time.passMillis(40);
        clock.discard(40, time.nanoTime(), 10, 0);
        clock.onWritten(50);
        time.passMillis(21);
        line(40 + 20, true);
        assertThat(clock.playedAudioFrames()).isEqualTo(60);
        time.passMillis(100);
        clock.newRun();
        clock.onWritten(100);
        time.passMillis(21);
        line(40 + 50 + 20, true);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
    }

    @Test
    void neverExceedsFramesReceivedByLine() {
        clock.onWritten(100);
        time.passMillis(60);
        clock.discard(60, time.nanoTime(), 80, 0);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
    }
}
