package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallbackExecutorTest {
    private final CallbackExecutor callbacks = new CallbackExecutor(null);

    @Test
    void endsThreadsOnClose() throws InterruptedException {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        callbacks.execute(() -> ran.complete(Thread.currentThread()));
        Thread thread = ran.join();
        assertThat(thread.getName()).isEqualTo("parlando-callback");
        assertThat(thread.isDaemon()).isTrue();

        callbacks.close();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void runsTasksAfterClose() throws InterruptedException {
        callbacks.close();
        CompletableFuture<Thread> ran = new CompletableFuture<>();

        callbacks.execute(() -> ran.complete(Thread.currentThread()));

        ran.join().join();
    }

    @Test
    void closesOnItsOwnThread() {
        CompletableFuture<String> closed = new CompletableFuture<>();
        callbacks.execute(() -> {
            callbacks.close();
            closed.complete("closed");
        });
        assertThat(closed.join()).isEqualTo("closed");
    }

    @Test
    void runsCallbackThatAnotherOneWaitsFor() {
        CountDownLatch ran = new CountDownLatch(1);
        CompletableFuture<Boolean> waited = new CompletableFuture<>();
        callbacks.execute(() -> {
            try {
                waited.complete(ran.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                waited.completeExceptionally(e);
            }
        });
        callbacks.execute(ran::countDown);
        assertThat(waited.join()).isTrue();
        callbacks.close();
    }

    @Test
    void dispatchesPendingResultToExecutorOfUser() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<String> dispatched = new CallbackExecutor(tasks::add).dispatch(result);

        result.complete("done");
        assertThat(dispatched).isNotDone();
        tasks.forEach(Runnable::run);

        assertThat(dispatched).isCompletedWithValue("done");
    }

    /** The executor may block, or run the task itself. */
    @Test
    void callsExecutorOfUserOffSharedThread() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        CallbackExecutor callbacks = new CallbackExecutor(
                task -> thread.complete(Thread.currentThread().getName()));

        EngineThread.createShared("shared thread of the test", () -> callbacks.execute(() -> {}))
                .start();

        assertThat(thread.join()).isEqualTo("parlando-callback");
        callbacks.close();
    }

    @Test
    void passesOnCompletedResultImmediately() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<String> result = CompletableFuture.completedFuture("done");
        CompletableFuture<String> dispatched = new CallbackExecutor(tasks::add).dispatch(result);

        assertThat(dispatched).isCompletedWithValue("done").isNotSameAs(result);
        assertThat(tasks).isEmpty();
    }

    @Test
    void runsTasksThatExecutorOfUserRefuses() {
        CallbackExecutor refusing = new CallbackExecutor(task -> {
            throw new AssertionError("refused by the test");
        });
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<String> dispatched = refusing.dispatch(result);

        result.completeExceptionally(new IllegalStateException("failed"));

        assertThatThrownBy(dispatched::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("failed");
        refusing.close();
    }
}
