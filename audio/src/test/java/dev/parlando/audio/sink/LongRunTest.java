package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests for sinks that are open for weeks, like that of a mixer, which has one run for its whole life. */
class LongRunTest {
    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final int DAYS = 30;
    private static final int RATE_HZ = 48_000;
    private static final PcmFormat MONO = new PcmFormat(RATE_HZ, 1);
    /** 20 ms. */
    private static final short[] BURST = new short[960];

    private final FakeSoundSystem system = new FakeSoundSystem("A");

    @Test
    void playsThroughLineThatWasSilentForDays() {
        LineSink sink = new LineSink(null, 100, system, system.time, system::thread);
        sink.open(MONO);
        long played = 0;
        for (int day = 1; day <= DAYS; day++) {
            assertThat(sink.write(BURST, 0, 960)).as("day %d", day).isEqualTo(960);
            system.pass(10);
            assertThat(sink.positionAudioFrames() - played).as("day %d", day).isBetween(0L, 480L);
            system.pass(50);
            played += 960;
            assertThat(sink.positionAudioFrames()).as("day %d", day).isEqualTo(played);
            system.time.passMillis(day * DAY_MILLIS);
            assertThat(sink.positionAudioFrames()).as("day %d", day).isEqualTo(played);
        }
    }

    /** A line whose positions are never plausible leaves the clock as the only reference. */
    @Test
    void countsFramesOfLinePlayingForDays() {
        LinePositionEstimator estimator = new LinePositionEstimator(system.time::nanoTime);
        estimator.newLine(RATE_HZ);
        estimator.onWritten(RATE_HZ);
        for (int halfSeconds = 1; halfSeconds <= 2 * DAYS * 24 * 3600; halfSeconds++) {
            system.time.passMillis(500);
            assertThat(estimator.onWritten(RATE_HZ / 2)).isFalse();
            if (estimator.unplayedAudioFrames() != RATE_HZ) {
                assertThat(estimator.unplayedAudioFrames())
                        .as("after %d s", halfSeconds / 2)
                        .isEqualTo(RATE_HZ);
            }
        }
        assertThat(estimator.remainingNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void followsReadsOfPullSinkForDays() {
        PullSink sink = new PullSink(MONO, 100, system.time);
        sink.latencyMillis(50);
        sink.open(MONO);
        short[] target = new short[960];
        for (int day = 1; day <= DAYS; day++) {
            sink.write(BURST, 0, 960);
            assertThat(sink.read(target, 0, 960)).isEqualTo(960);
            assertThat(sink.positionAudioFrames()).isEqualTo((day - 1) * 960L);
            system.time.passMillis(60);
            assertThat(sink.positionAudioFrames()).isEqualTo((day - 1) * 960L + 480);
            system.time.passMillis(day * DAY_MILLIS);
            assertThat(sink.positionAudioFrames()).isEqualTo(day * 960L);
        }
    }
}
