package dev.parlando.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the timer in fake time. */
class HoldTimerTest {
    private static final Duration LIMIT = Duration.ofSeconds(80);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private boolean bytesWait = true;
    private long consumedBytes;
    private int timeouts;
    private final HoldTimer timer =
            new HoldTimer(channel.eventLoop(), LIMIT, () -> bytesWait, () -> consumedBytes, () -> timeouts++);

    HoldTimerTest() {
        channel.freezeTime();
        timer.start();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void advanceSeconds(int seconds) {
        for (int i = 0; i < 20 * seconds; i++) { // In steps, so that timers fire in time.
            channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void firesOnceAtLimit() {
        advanceSeconds(79);
        assertThat(timeouts).isZero();
        advanceSeconds(1);
        assertThat(timeouts).isEqualTo(1);
        advanceSeconds(1000);
        assertThat(timeouts).isEqualTo(1);
    }

    @Test
    void neverFiresWhileHandlerConsumes() {
        for (int i = 0; i < 20; i++) {
            advanceSeconds(70);
            consumedBytes++;
            advanceSeconds(5);
        }
        assertThat(timeouts).isZero();
    }

    @Test
    void neverFiresWhileNothingWaits() {
        bytesWait = false;
        advanceSeconds(1000);
        assertThat(timeouts).isZero();
        bytesWait = true;
        advanceSeconds(79);
        assertThat(timeouts).isZero();
        advanceSeconds(11);
        assertThat(timeouts).isEqualTo(1);
    }

    @Test
    void leavesNoTaskAfterStop() {
        timer.stop();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void letsHandlerContinueAfterProcessStoodStill() {
        channel.advanceTimeBy(1000, TimeUnit.SECONDS); // The timer fires late.
        channel.runScheduledPendingTasks();
        assertThat(timeouts).isZero();
        consumedBytes++;
        advanceSeconds(79);
        assertThat(timeouts).isZero();
        advanceSeconds(11);
        assertThat(timeouts).isEqualTo(1);
    }
}
