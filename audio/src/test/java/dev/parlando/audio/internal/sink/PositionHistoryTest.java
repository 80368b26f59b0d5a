package dev.parlando.audio.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of {@link PositionHistory} with one audio frame per millisecond and a delay of 200 ms. */
class PositionHistoryTest {
    private final PositionHistory history = new PositionHistory(new PcmFormat(1000, 1), 200);

    private void add(int millis, long position) {
        history.add(TimeUnit.MILLISECONDS.toNanos(millis), position);
    }

    private long delayedAt(int millis) {
        return history.delayedAt(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void startsWithTheOldestPosition() {
        add(0, 0);
        assertThat(delayedAt(150)).isZero();
        add(150, 150);
        assertThat(delayedAt(150)).isZero();
        assertThat(delayedAt(250)).isEqualTo(50);
    }

    /** The device played 100 ms from the start, and has been empty since. */
    @Test
    void playsUntilTheLaterPosition() {
        add(0, 0);
        add(300, 100);
        assertThat(delayedAt(250)).isEqualTo(50);
        assertThat(delayedAt(300)).isEqualTo(100);
        assertThat(delayedAt(450)).isEqualTo(100);
    }

    @Test
    void keepsTheLatestPositionsIfThereAreTooMany() {
        for (int millis = 0; millis < 1000; millis++) {
            add(millis, millis);
        }
        assertThat(delayedAt(1000)).isEqualTo(800);
        history.clear();
        add(1000, 5);
        assertThat(delayedAt(1500)).isEqualTo(5);
    }

    @Test
    void skipsPositionsInQuickSuccession() {
        history.addIfDue(0, 0);
        history.addIfDue(TimeUnit.MILLISECONDS.toNanos(1), 100);
        history.addIfDue(TimeUnit.MILLISECONDS.toNanos(4), 4);
        assertThat(delayedAt(202)).isEqualTo(2);
    }
}
