package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.BlockingWaitStrategy;
import dev.parlando.fault.LogRecorder;
import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.event.EngineThread;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a blocked ring thread is logged once, and that an idle ring is not checked. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RingWatchdogTest {
    private final Queue<Runnable> timers = new ArrayDeque<>();
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private final Semaphore logReleased = new Semaphore(0);
    private final LogRecorder log = new LogRecorder(RingWatchdog.class.getName(), Level.WARNING);
    private final ChunkRing ring = new ChunkRing("watched-ring", 256, new BlockingWaitStrategy(), Runnable::run);

    RingWatchdogTest() {
        ring.watch((task, nanos) -> {
            assertThat(nanos).isEqualTo(RingWatchdog.CHECK_NANOS);
            timers.add(task);
        });
    }

    @AfterEach
    void close() {
        released.release(100);
        haltRing();
        log.close();
    }

    private void haltRing() {
        ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30), () -> {});
    }

    private void blockRing() throws InterruptedException {
        assertThat(ring.tryPublish(this::blockingHandler, "item")).isTrue();
        entered.acquire();
    }

    private void blockingHandler(Object item) {
        entered.release();
        released.acquireUninterruptibly();
    }

    private void awaitLogged(int messages) {
        while (log.records().size() < messages) {
            Thread.onSpinWait();
        }
    }

    private void check(int count) {
        for (int i = 0; i < count; i++) {
            timers.remove().run();
        }
    }

    @Test
    void logsBlockedThreadOnceWithStackTrace() throws Exception {
        blockRing();
        check(RingWatchdog.BLOCKED_CHECKS - 1);
        assertThat(log.records()).isEmpty();

        check(1);
        awaitLogged(1);
        check(100);

        assertThat(log.messages()).hasSize(1).first().asString().contains("watched-ring", "HOLD");
        assertThat(log.records().get(0).getThrown().getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("blockingHandler");
    }

    /** The message is written after the handler has returned. */
    @Test
    void logsStackTraceOfTheCheck() throws Exception {
        blockRing();
        Thread loop = EngineThread.createShared("loop", () -> {
            BackgroundLog.write(() -> logReleased.acquireUninterruptibly());
            check(RingWatchdog.BLOCKED_CHECKS);
            released.release();
            haltRing(); // Waits until the handler has returned.
            logReleased.release();
        });
        loop.start();
        awaitLogged(1);

        assertThat(log.records().get(0).getThrown().getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("blockingHandler");
    }

    @Test
    void logsNextBlockAgain() throws Exception {
        blockRing();
        check(RingWatchdog.BLOCKED_CHECKS);
        awaitLogged(1);
        released.release();
        blockRing();
        check(1 + RingWatchdog.BLOCKED_CHECKS);
        awaitLogged(2);
        assertThat(log.records()).hasSize(2);
    }

    @Test
    void checksPendingItemsOnlyAndLogsNoProgressingThread() throws Exception {
        assertThat(timers).isEmpty();
        for (int item = 0; item < 10 * RingWatchdog.BLOCKED_CHECKS; item++) {
            blockRing();
            assertThat(timers).as("checks scheduled at a time").hasSize(1);
            check(1);
            released.release();
        }
        close(); // Waits until the last item is consumed.
        check(1);
        assertThat(timers).isEmpty();
        assertThat(log.records()).isEmpty();
    }
}
