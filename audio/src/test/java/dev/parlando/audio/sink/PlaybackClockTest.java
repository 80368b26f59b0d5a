package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackClockTest {
    private static final int RATE_HZ = 1000;
    private static final int LINE_BUFFER = 140;

    private final FakeTime time = new FakeTime();
    private final PlaybackClock clock = new PlaybackClock(time::nanoTime);

    @BeforeEach
    void begin() {
        clock.newLine(RATE_HZ, LINE_BUFFER);
    }

    private void line(long position, boolean moved) {
        clock.compare(position, time.nanoTime(), moved);
    }

    @Test
    void playsAtTheRateFromTheFirstWriteUpToWhatWasWritten() {
        time.passMillis(70);
        assertThat(clock.wrote(100)).as("into the empty line").isTrue();
        time.passMillis(30);
        assertThat(clock.wrote(0)).isFalse();
        assertThat(clock.playedAudioFrames()).isEqualTo(30);
        assertThat(clock.unheardAudioFrames()).isEqualTo(70);
        time.passMillis(500);
        assertThat(clock.playedAudioFrames()).isEqualTo(100);
    }

    @Test
    void aWriteAfterTheSoundRanOutGoesOnFromThere() {
        clock.wrote(100);
        time.passMillis(150);
        assertThat(clock.wrote(100)).isTrue();
        assertThat(clock.playedAudioFrames()).isEqualTo(100);
        time.passMillis(60);
        assertThat(clock.playedAudioFrames()).isEqualTo(160);
    }

    @Test
    void theMomentAtWhichTheLineMovesSaysWhereTheSoundIs() {
        clock.wrote(100);
        time.passMillis(29);
        line(20, true);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
        time.passMillis(5);
        assertThat(clock.playedAudioFrames()).isEqualTo(25);
    }

    @Test
    void aLineThatIsAWholeBufferAheadIsUnderstood() {
        clock.wrote(100);
        time.passMillis(29);
        line(20 + LINE_BUFFER, true);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
    }

    @Test
    void aStepBehindIsWhatALineSaysBetweenItsSteps() {
        clock.wrote(100);
        time.passMillis(29);
        line(0, false);
        assertThat(clock.playedAudioFrames()).isEqualTo(29);
    }

    @Test
    void aLineThatStandsStillHoldsTheClockBack() {
        clock.wrote(LINE_BUFFER);
        for (int i = 0; i < 100; i++) {
            time.passMillis(10);
            line(20, false);
        }
        assertThat(clock.playedAudioFrames()).isEqualTo(50);
    }

    @Test
    void aSlowLineIsFollowedInsteadOfFakingAnUnderrun() {
        clock.wrote(100);
        long written = 100;
        for (int i = 1; i <= 20_000; i++) {
            time.passMillis(50);
            long slow = i * 4995L / 100;
            line(slow, false);
            assertThat(clock.playedAudioFrames()).isBetween(slow, slow + 31);
            assertThat(clock.wrote((int) (slow + 100 - written))).isFalse();
            written = slow + 100;
        }
    }

    @Test
    void whatIsImplausibleIsNotHeeded() {
        clock.wrote(100);
        time.passMillis(10);
        line(80, true);
        line(80, false);
        assertThat(clock.playedAudioFrames()).isEqualTo(10);
    }

    @Test
    void whatTheLineSaidBeforeTheSoundBeganIsNotHeeded() {
        long before = time.nanoTime();
        time.passMillis(5);
        clock.wrote(100);
        clock.compare(-3, before, true);
        assertThat(clock.playedAudioFrames()).isZero();
    }

    @Test
    void aDiscardTellsTheLastStepAndTheWholeBlocksSince() {
        clock.wrote(100);
        time.passMillis(27);
        line(20, true);
        time.passMillis(17);
        clock.discard(20, time.nanoTime(), 0);
        assertThat(clock.playedAudioFrames()).isEqualTo(30);
        assertThat(clock.unheardAudioFrames()).isZero();
    }

    @Test
    void whatFollowsADiscardIsCountedFromThere() {
        clock.wrote(100);
        time.passMillis(40);
        clock.discard(40, time.nanoTime(), 10);
        clock.wrote(50);
        time.passMillis(21);
        line(90 + 20, true); // The line counted all that it got.
        assertThat(clock.playedAudioFrames()).isEqualTo(60);
        time.passMillis(100);
        clock.newRun();
        clock.wrote(100);
        time.passMillis(21);
        line(90 + 50 + 20, true);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
    }

    @Test
    void moreThanTheLineGotIsNeverHeard() {
        clock.wrote(100);
        time.passMillis(60);
        clock.discard(60, time.nanoTime(), 80);
        assertThat(clock.playedAudioFrames()).isEqualTo(20);
    }
}
