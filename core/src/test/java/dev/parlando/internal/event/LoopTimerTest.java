package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the timer in fake time. */
class LoopTimerTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private int expirations;
    private final LoopTimer timer = new LoopTimer(channel.eventLoop(), () -> expirations++);

    LoopTimerTest() {
        channel.freezeTime();
        timer.start(TimeUnit.SECONDS.toNanos(10));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void advanceTime(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    /** Lets time pass for a loop that runs. */
    private void passTime(long millis) {
        for (long left = millis; left > 0; left -= 50) {
            advanceTime(Math.min(left, 50));
        }
    }

    @Test
    void expiresOnceInTime() {
        advanceTime(9_999);
        assertThat(expirations).isZero();
        assertThat(timer.isRunning()).isTrue();
        advanceTime(1);
        advanceTime(60_000);
        assertThat(expirations).isEqualTo(1);
        assertThat(timer.isRunning()).isFalse();
    }

    @Test
    void expiresImmediatelyAfterDelayOfBusyLoop() {
        advanceTime(10_100);
        assertThat(expirations).isEqualTo(1);
    }

    @Test
    void letsLoopReadAfterProcessStoodStill() {
        advanceTime(60_000);
        assertThat(expirations).isZero();
        assertThat(timer.isRunning()).isTrue();
        advanceTime(199);
        assertThat(expirations).isZero();
        advanceTime(1);
        assertThat(expirations).isEqualTo(1);
    }

    @Test
    void letsLoopReadAgainIfProcessStoodStillTwice() {
        advanceTime(60_000);
        advanceTime(5_000);
        assertThat(expirations).isZero();
        assertThat(timer.isRunning()).isTrue();
        advanceTime(199);
        assertThat(expirations).isZero();
        advanceTime(1);
        assertThat(expirations).isEqualTo(1);
    }

    @Test
    void doesNotExpireIfStoppedByBytesThatWaited() {
        advanceTime(60_000);
        timer.stop();
        advanceTime(60_000);
        assertThat(expirations).isZero();
    }

    @Test
    void waitsFullTimeWhenStartedAgainAfterProcessStoodStill() {
        advanceTime(60_000);
        timer.start(TimeUnit.SECONDS.toNanos(10));
        passTime(9_999);
        assertThat(expirations).isZero();
        passTime(1);
        assertThat(expirations).isEqualTo(1);
    }

    @Test
    void expiresAtLatestTimeOfSeveralStarts() {
        for (int i = 0; i < 100; i++) {
            passTime(500);
            timer.start(TimeUnit.SECONDS.toNanos(10));
        }
        passTime(9_999);
        assertThat(expirations).isZero();
        passTime(1);
        assertThat(expirations).isEqualTo(1);
        assertThat(timer.isRunning()).isFalse();
    }

    @Test
    void expiresAtEarlierTimeOfLaterStart() {
        timer.start(TimeUnit.SECONDS.toNanos(1));
        passTime(1_000);
        assertThat(expirations).isEqualTo(1);
        passTime(20_000);
        assertThat(expirations).isEqualTo(1);
    }
}
