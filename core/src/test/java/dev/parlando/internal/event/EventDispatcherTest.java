package dev.parlando.internal.event;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Tests that listeners are called in order, and that a faulty listener or executor affects no other listener. */
class EventDispatcherTest {
    private static final Object QUIET = new Object();

    private final EventDispatcher<Object> events = new EventDispatcher<>("test");
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void notifiesInOrderOnOwnThreadThatEnds() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        events.add(QUIET);
        for (int i = 0; i < 1_000; i++) {
            String event = String.valueOf(i);
            events.dispatch(listener -> told.add(event));
        }
        events.dispatch(listener -> thread.complete(Thread.currentThread()));

        events.close();

        assertThat(told)
                .hasSize(1_000)
                .isSortedAccordingTo((one, other) -> Integer.valueOf(one) - Integer.valueOf(other));
        assertThat(thread).isCompleted();
        assertThat(thread.get().getName()).isEqualTo("parlando-events");
        thread.get().join(30_000);
        assertThat(thread.get().isAlive()).isFalse();
    }

    @Test
    void dispatchesNothingWithoutListeners() {
        events.dispatch(listener -> told.add("unheard"));
        events.add(QUIET);
        events.remove(QUIET);
        events.dispatch(listener -> told.add("unheard"));
        events.close();

        assertThat(told).isEmpty();
        assertThat(events.hasListeners()).isFalse();
    }

    @Test
    void notifiesOtherListenersAfterException() {
        for (int i = 0; i < 3; i++) {
            events.add(new Object());
        }
        events.dispatch(listener -> {
            told.add("exception");
            throw new IllegalStateException("a listener's own");
        });
        events.dispatch(listener -> {
            told.add("error");
            throw new AssertionError("a listener's own");
        });
        events.close();

        assertThat(told).containsExactly("exception", "exception", "exception", "error", "error", "error");
    }

    @Test
    void dropsEventsForBlockedListener() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        events.add(QUIET);
        events.dispatch(listener -> {
            blocked.countDown();
            blockUntilInterrupted(interrupted);
        });
        assertThat(blocked.await(30, SECONDS)).isTrue();

        for (int i = 0; i < 20_000; i++) {
            events.dispatch(listener -> told.add("later"));
        }
        events.close();

        assertThat(interrupted.await(30, SECONDS)).isTrue();
        assertThat(told.size()).isLessThanOrEqualTo(10_000);
        assertThat(events.droppedEvents()).isEqualTo(20_000 - told.size());
    }

    @Test
    void countsNoEventOfQuickListener() {
        events.add(QUIET);
        for (int i = 0; i < 1_000; i++) {
            events.dispatch(listener -> told.add("heard"));
        }
        events.close();
        events.dispatch(listener -> told.add("after the close"));

        assertThat(told).hasSize(1_000);
        assertThat(events.droppedEvents()).isZero();
    }

    @Test
    void allowsListenerToCloseDispatcher() throws Exception {
        CompletableFuture<Thread> closing = new CompletableFuture<>();
        events.add(QUIET);
        events.dispatch(listener -> {
            events.close();
            told.add("not interrupted: " + !Thread.currentThread().isInterrupted());
            closing.complete(Thread.currentThread());
        });

        closing.get(30, SECONDS).join(30_000);

        assertThat(closing.get().isAlive()).isFalse();
        assertThat(told).containsExactly("not interrupted: true");
    }

    @Test
    void notifiesOnGivenExecutor() {
        List<Runnable> tasks = new ArrayList<>();
        EventDispatcher<Object> given = new EventDispatcher<>("test", tasks::add);
        given.add(QUIET);
        given.dispatch(listener -> told.add("first"));
        given.dispatch(listener -> told.add("second"));
        given.close();

        assertThat(told).isEmpty();
        tasks.forEach(Runnable::run);
        assertThat(told).containsExactly("first", "second");
    }

    /** The executor may block, or call the listeners itself. */
    @Test
    void callsGivenExecutorOffSharedThread() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        EventDispatcher<Object> given = new EventDispatcher<>("test", task -> {
            threads.add(Thread.currentThread().getName());
            task.run();
        });
        given.add(QUIET);
        EngineThread shared = EngineThread.createShared("shared thread of the test", () -> {
            given.dispatch(listener -> told.add("first"));
            given.dispatch(listener -> told.add("second"));
        });
        shared.start();
        shared.join();
        given.close();

        assertThat(told).containsExactly("first", "second");
        assertThat(threads).containsExactly("parlando-events", "parlando-events");
    }

    /** The caller may hold a lock that an event loop needs. */
    @Test
    void writesMessageInBackground() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        events.log(() -> thread.complete(Thread.currentThread().getName()));
        events.close();
        assertThat(thread).isCompletedWithValue("parlando-log");
    }

    @Test
    void toleratesRejectingExecutor() {
        EventDispatcher<Object> refused = new EventDispatcher<>("test", task -> {
            throw new RejectedExecutionException("full");
        });
        refused.add(QUIET);

        refused.dispatch(listener -> told.add("never"));

        assertThat(told).isEmpty();
        assertThat(refused.droppedEvents()).isEqualTo(1);
    }

    @Test
    void dispatchesNothingAfterClose() {
        events.add(QUIET);
        events.close();

        events.dispatch(listener -> told.add("late"));
        events.close();

        assertThat(told).isEmpty();
    }

    private static void blockUntilInterrupted(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }
}
