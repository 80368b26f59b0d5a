package dev.parlando.audio.internal.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Tests for the order and the limit of tasks. */
class SerialExecutorTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final SerialExecutor executor = new SerialExecutor(threads::add);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void runsTasksInOrderOnOneThreadAtATime() {
        executor.execute(() -> done.add(1));
        executor.execute(() -> {
            done.add(2);
            executor.execute(() -> done.add(3));
        });
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(done).containsExactly(1, 2, 3);
        executor.execute(() -> done.add(4));
        threads.remove().run();
        assertThat(done).endsWith(4);
    }

    @Test
    void dropsAndCountsTasksBeyondTheLimit() {
        for (int i = 0; i < SerialExecutor.MAX_PENDING + 3; i++) {
            executor.execute(() -> done.add(0));
        }
        assertThat(executor.dropped()).isEqualTo(3);
        threads.remove().run();
        assertThat(done).hasSize(SerialExecutor.MAX_PENDING);
    }
}
