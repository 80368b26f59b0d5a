package dev.parlando.audio.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackClockTest {
    private static final int RATE_HZ = 1000;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final PlaybackClock clock = new PlaybackClock(nanos::get);

    @BeforeEach
    void reset() {
        clock.reset(RATE_HZ);
    }

    private void passMillis(int millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void write(int audioFrames) {
        clock.beforeWrite();
        clock.wrote(audioFrames);
    }

    @Test
    void nothingIsPlayedBeforeTheStart() {
        write(100);
        passMillis(50);
        assertThat(clock.playedAudioFrames()).isZero();
        assertThat(clock.remainingNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void playsAtTheRateUpToWhatWasWritten() {
        write(100);
        clock.start();
        passMillis(30);
        assertThat(clock.playedAudioFrames()).isEqualTo(30);
        assertThat(clock.remainingNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(70));
        passMillis(500);
        assertThat(clock.playedAudioFrames()).isEqualTo(100);
        assertThat(clock.underruns()).as("an end is no underrun").isZero();
    }

    @Test
    void aWriteAfterTheSoundRanOutIsOneUnderrunAndMovesTheStart() {
        write(100);
        clock.start();
        passMillis(150);
        write(100);
        write(100);
        assertThat(clock.underruns()).isEqualTo(1);
        assertThat(clock.playedAudioFrames()).isEqualTo(100);
        passMillis(60);
        assertThat(clock.playedAudioFrames()).isEqualTo(160);
        passMillis(200);
        write(1);
        assertThat(clock.underruns()).isEqualTo(2);
    }

    @Test
    void aWriteJustInTimeIsNoUnderrun() {
        write(100);
        clock.start();
        passMillis(100);
        write(1);
        assertThat(clock.underruns()).isZero();
    }

    @Test
    void aFrozenPositionStandsStillUntilTheReset() {
        write(100);
        clock.start();
        passMillis(10);
        clock.freeze();
        passMillis(10);
        clock.freeze();
        assertThat(clock.playedAudioFrames()).isEqualTo(10);
        clock.reset(RATE_HZ);
        assertThat(clock.playedAudioFrames()).isZero();
    }
}
