package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.InterruptedWaitException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallerWaitTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    private final CompletableFuture<String> pending = new CompletableFuture<>();

    /** Runs a wait on a thread that is interrupted once it waits, and returns its failure. */
    private static Throwable interrupted(Runnable wait) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                wait.run();
            } catch (Throwable thrown) {
                failure.set(thrown);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING && waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join();
        assertThat(stillInterrupted.get()).as("the thread stays interrupted").isTrue();
        return failure.get();
    }

    @Test
    void endsAtInterruptAndLeavesUtteranceRunning() throws InterruptedException {
        assertThat(interrupted(() -> CallerWait.join(pending)))
                .isInstanceOfSatisfying(InterruptedWaitException.class, error -> assertThat(error.category())
                        .isEqualTo(ErrorCategory.INTERRUPTED));
        assertThat(interrupted(() -> CallerWait.join(pending, LONG))).isInstanceOf(InterruptedWaitException.class);
        assertThat(interrupted(() -> CallerWait.join(pending, ENDLESS))).isInstanceOf(InterruptedWaitException.class);
        assertThat(pending).isNotDone();
    }

    @Test
    void waitsNoLongerThanLimit() {
        assertThat(CallerWait.join(pending, Duration.ofMillis(1))).isEmpty();
        assertThat(CallerWait.join(pending, Duration.ZERO)).isEmpty();
        assertThat(CallerWait.join(pending, Duration.ofSeconds(-1))).isEmpty();
        assertThat(CallerWait.join(pending, ENDLESS.negated())).isEmpty();
        assertThat(pending).isNotDone();
    }

    @Test
    void returnsResult() {
        pending.complete("done");
        assertThat(CallerWait.join(pending)).isEqualTo("done");
        assertThat(CallerWait.join(pending, Duration.ZERO)).contains("done");
        assertThat(CallerWait.join(pending, ENDLESS)).contains("done");
    }

    @Test
    void throwsFailureWithoutWrapper() {
        EngineClosedException failure = new EngineClosedException("closed");
        pending.completeExceptionally(failure);
        assertThatThrownBy(() -> CallerWait.join(pending)).isSameAs(failure);
        assertThatThrownBy(() -> CallerWait.join(pending, LONG)).isSameAs(failure);
    }
}
