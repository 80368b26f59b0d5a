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

/** Checks that listeners are told in order, and harm nobody. */
class EventsTest {
    private static final Object QUIET = new Object();

    private final Events<Object> events = new Events<>("test");
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void tellsInOrderOnAThreadOfItsOwnThatEnds() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        events.add(QUIET);
        for (int i = 0; i < 1_000; i++) {
            String event = String.valueOf(i);
            events.tell(listener -> told.add(event));
        }
        events.tell(listener -> thread.complete(Thread.currentThread()));

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
    void makesNoThreadForNobody() {
        events.tell(listener -> told.add("unheard"));
        events.add(QUIET);
        events.remove(QUIET);
        events.tell(listener -> told.add("unheard"));
        events.close();

        assertThat(told).isEmpty();
        assertThat(events.isHeard()).isFalse();
    }

    @Test
    void tellsTheOthersWhatOneThrowsAt() {
        for (int i = 0; i < 3; i++) {
            events.add(new Object());
        }
        events.tell(listener -> {
            told.add("exception");
            throw new IllegalStateException("a listener's own");
        });
        events.tell(listener -> {
            told.add("error");
            throw new AssertionError("a listener's own");
        });
        events.close();

        assertThat(told).containsExactly("exception", "exception", "exception", "error", "error", "error");
    }

    @Test
    void neitherWaitsForAListenerThatBlocksNorKeepsAllForIt() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        events.add(QUIET);
        events.tell(listener -> {
            blocked.countDown();
            blockUntilInterrupted(interrupted);
        });
        assertThat(blocked.await(30, SECONDS)).isTrue();

        for (int i = 0; i < 20_000; i++) {
            events.tell(listener -> told.add("later"));
        }
        events.close();

        assertThat(interrupted.await(30, SECONDS)).isTrue();
        assertThat(told.size()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void mayBeClosedByAListener() throws Exception {
        CompletableFuture<Thread> closing = new CompletableFuture<>();
        events.add(QUIET);
        events.tell(listener -> {
            events.close();
            told.add("not interrupted: " + !Thread.currentThread().isInterrupted());
            closing.complete(Thread.currentThread());
        });

        closing.get(30, SECONDS).join(30_000);

        assertThat(closing.get().isAlive()).isFalse();
        assertThat(told).containsExactly("not interrupted: true");
    }

    @Test
    void isToldByTheExecutorThatTheUserGave() {
        List<Runnable> tasks = new ArrayList<>();
        Events<Object> given = new Events<>("test", tasks::add);
        given.add(QUIET);
        given.tell(listener -> told.add("first"));
        given.tell(listener -> told.add("second"));
        given.close();

        assertThat(told).isEmpty();
        tasks.forEach(Runnable::run);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void isNotHarmedByAnExecutorThatRefuses() {
        Events<Object> refused = new Events<>("test", task -> {
            throw new RejectedExecutionException("full");
        });
        refused.add(QUIET);

        refused.tell(listener -> told.add("never"));

        assertThat(told).isEmpty();
    }

    @Test
    void saysNothingMoreOnceItIsClosed() {
        events.add(QUIET);
        events.close();

        events.tell(listener -> told.add("late"));
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
