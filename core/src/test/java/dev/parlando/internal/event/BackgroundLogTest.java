package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.LogRecorder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a logger which blocks or throws affects no thread that streams share. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackgroundLogTest {
    private static void runShared(Runnable task) throws InterruptedException {
        EngineThread thread = EngineThread.createShared("shared thread of the test", task);
        thread.start();
        thread.join();
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }

    @Test
    void writesImmediatelyOnThreadThatIsNotShared() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        BackgroundLog.write(() -> thread.complete(threadName()));
        assertThat(thread).isCompletedWithValue(threadName());
    }

    @Test
    void writesMessageOfSharedThreadOnOwnThreadBeforeTheSharedOneHasEnded() throws InterruptedException {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        runShared(() -> BackgroundLog.write(() -> thread.complete(Thread.currentThread())));
        assertThat(thread).isCompleted();
        thread.join().join();
        assertThat(thread.join().getName()).isEqualTo("parlando-log");
        assertThat(thread.join().isDaemon()).isTrue();
    }

    @Test
    void continuesOnSharedThreadWhileLoggerBlocks() throws InterruptedException {
        Semaphore release = new Semaphore(0);
        CompletableFuture<Boolean> continued = new CompletableFuture<>();
        EngineThread thread = EngineThread.createShared("shared thread of the test", () -> {
            BackgroundLog.write(release::acquireUninterruptibly);
            continued.complete(true);
        });
        thread.start();
        assertThat(continued.join()).isTrue();
        release.release();
        thread.join();
    }

    @Test
    void writesMessageAfterOneThatFailed() {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        BackgroundLog.write(() -> {
            throw new AssertionError("the logger of the test");
        });
        try (BackgroundLog log = new BackgroundLog()) {
            log.add(() -> {
                throw new AssertionError("the logger of the test");
            });
            log.add(() -> written.complete(true));
        }
        assertThat(written).isCompleted();
    }

    /** An executor reports its end before its thread has ended, which many repetitions show. */
    @Test
    void leavesNoThreadAfterClose() {
        for (int i = 0; i < 2_000; i++) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            BackgroundLog log = new BackgroundLog();
            log.add(() -> thread.complete(Thread.currentThread()));
            log.close();
            assertThat(thread.join().isAlive()).isFalse();
        }
    }

    @Test
    void dropsMessagesWhileLoggerBlocksAndReportsTheirNumber() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        Semaphore release = new Semaphore(0);
        try (LogRecorder recorder = new LogRecorder(BackgroundLog.class.getName(), Level.WARNING)) {
            try (BackgroundLog log = new BackgroundLog()) {
                log.add(() -> {
                    blocked.countDown();
                    release.acquireUninterruptibly();
                });
                blocked.await();
                for (int message = 0; message < BackgroundLog.MAX_PENDING + 5; message++) {
                    log.add(() -> {});
                }
                assertThat(recorder.messages()).isEmpty();
                release.release();
            }
            assertThat(recorder.messages())
                    .containsExactly("5 log messages were dropped, since the logger is too slow");
        }
    }
}
