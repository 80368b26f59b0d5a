package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.limits.EventLoopClock;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of the order in which timers of a manual clock run. */
class ManualClockTimersTest {
    private final ManualClock clock = new ManualClock();
    private final EventLoopClock loop = clock.on(ImmediateEventExecutor.INSTANCE);
    private final List<String> calls = new ArrayList<>();

    private void schedule(String name, long delayNanos) {
        loop.schedule(() -> calls.add(name + " at " + loop.nanoTime()), delayNanos);
    }

    @Test
    void runsTimersInTheOrderOfTheirTimes() {
        schedule("last", 30);
        schedule("first", 10);
        schedule("later", 31);
        clock.advance(Duration.ofNanos(30));
        assertThat(calls).containsExactly("first at 10", "last at 30");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofNanos(30));
    }

    @Test
    void runsTimersOfOneTimeInTheOrderOfTheirCreation() {
        for (int i = 0; i < 5; i++) {
            schedule("timer " + i, 10);
        }
        clock.advance(Duration.ofNanos(20));
        assertThat(calls)
                .containsExactly("timer 0 at 10", "timer 1 at 10", "timer 2 at 10", "timer 3 at 10", "timer 4 at 10");
    }

    @Test
    void runsTimerWithNegativeDelayAfterThoseThatAreDue() {
        clock.advance(Duration.ofNanos(100));
        schedule("due", 0);
        schedule("negative", -50);
        assertThat(clock.advanceToNext()).isZero();
        assertThat(calls).containsExactly("due at 100", "negative at 100");
    }

    @Test
    void runsTimerThatIsSetMeanwhile() {
        loop.schedule(() -> schedule("second", 10), 10);
        clock.advance(Duration.ofNanos(20));
        assertThat(calls).containsExactly("second at 20");
    }

    @Test
    void wakesThreadThatWaitsForTimer() throws Exception {
        CompletableFuture<Duration> advanced = new CompletableFuture<>();
        Thread waiter = new Thread(() -> advanced.complete(clock.advanceToNext()));
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            assertThat(waiter.isAlive()).as("the thread waits").isTrue();
            Thread.onSpinWait();
        }
        schedule("timer", 10);
        assertThat(advanced.get(20, TimeUnit.SECONDS)).isEqualTo(Duration.ofNanos(10)); // Unlike the limit of 30 s.
    }
}
