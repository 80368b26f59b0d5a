package dev.parlando.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.TimeoutPhase;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the timer in fake time. */
class PhaseTimerTest {
    private static final long STEP_MILLIS = 50;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<TimeoutPhase> timedOut = new ArrayList<>();
    private boolean heldBack;
    private final PhaseTimer timer = new PhaseTimer(channel.eventLoop(), () -> heldBack, this::onTimeout);

    PhaseTimerTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void onTimeout(TimeoutPhase phase, Duration limit) {
        assertThat(limit).isEqualTo(LIMIT);
        timedOut.add(phase);
    }

    /** Passes time in steps, so that timers fire in time. */
    private void advanceTime(long millis) {
        for (long passed = 0; passed < millis; passed += STEP_MILLIS) {
            standStill(Math.min(STEP_MILLIS, millis - passed));
        }
    }

    /** Passes time in one step, so that timers fire late. */
    private void standStill(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void timesOutOnceAtLimit() {
        timer.start(TimeoutPhase.RESPONSE_HEADERS, LIMIT);
        advanceTime(9_999);
        assertThat(timedOut).isEmpty();
        advanceTime(1);
        advanceTime(60_000);
        assertThat(timedOut).containsExactly(TimeoutPhase.RESPONSE_HEADERS);
    }

    @Test
    void restartsTimeoutOnProgress() {
        timer.start(TimeoutPhase.SILENCE, LIMIT);
        for (int i = 0; i < 10; i++) {
            advanceTime(9_000);
            timer.onProgress();
        }
        assertThat(timedOut).isEmpty();
        advanceTime(9_999);
        assertThat(timedOut).isEmpty();
        advanceTime(1);
        assertThat(timedOut).containsExactly(TimeoutPhase.SILENCE);
    }

    @Test
    void restartsTimeoutForNextPhase() {
        timer.start(TimeoutPhase.REQUEST_WRITE, LIMIT);
        advanceTime(9_000);
        timer.start(TimeoutPhase.RESPONSE_HEADERS, LIMIT);
        advanceTime(9_000);
        assertThat(timedOut).isEmpty();
        advanceTime(1_000);
        assertThat(timedOut).containsExactly(TimeoutPhase.RESPONSE_HEADERS);
    }

    @Test
    void ignoresSilenceDuringBackpressure() {
        timer.start(TimeoutPhase.SILENCE, LIMIT);
        heldBack = true;
        advanceTime(10_000);
        advanceTime(10_000);
        heldBack = false;
        advanceTime(9_999);
        assertThat(timedOut).isEmpty();
        advanceTime(1);
        assertThat(timedOut).containsExactly(TimeoutPhase.SILENCE);
    }

    @Test
    void doesNotTimeOutAfterStop() {
        timer.start(TimeoutPhase.SILENCE, LIMIT);
        timer.stop();
        advanceTime(60_000);
        assertThat(timedOut).isEmpty();
    }

    @Test
    void readsWaitingBytesAfterProcessStoodStill() {
        timer.start(TimeoutPhase.SILENCE, LIMIT);
        standStill(60_000);
        assertThat(timedOut).isEmpty();
        timer.onProgress();
        advanceTime(9_999);
        assertThat(timedOut).isEmpty();
        advanceTime(1);
        assertThat(timedOut).containsExactly(TimeoutPhase.SILENCE);
    }

    @Test
    void timesOutSoonAfterProcessStoodStillIfNothingWaits() {
        timer.start(TimeoutPhase.SILENCE, LIMIT);
        standStill(60_000);
        advanceTime(200);
        assertThat(timedOut).containsExactly(TimeoutPhase.SILENCE);
    }
}
