package dev.parlando.offline.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SynthesisPoolTest {
    @Test
    void reusesOneVoiceForSequentialTasks() throws Exception {
        Set<FreeTtsSynthesizer> speakers = ConcurrentHashMap.newKeySet();
        try (SynthesisPool pool = new SynthesisPool(3)) {
            chain(pool, speakers, 20);
        }
        assertThat(speakers).hasSize(1);
    }

    /** Each task submits the next one when it is done, as a speech job does through the event loop. */
    private static void chain(SynthesisPool pool, Set<FreeTtsSynthesizer> speakers, int links) throws Exception {
        CountDownLatch done = new CountDownLatch(links);
        pool.execute(link(pool, speakers, done));
        done.await();
    }

    private static SynthesisWorkers.Task link(
            SynthesisPool pool, Set<FreeTtsSynthesizer> speakers, CountDownLatch done) {
        return voice -> {
            speakers.add(voice.get());
            return () -> {
                if (done.getCount() > 1) {
                    pool.execute(link(pool, speakers, done));
                }
                done.countDown();
            };
        };
    }

    @Test
    void usesSeparateVoicesForConcurrentTasks() throws Exception {
        Set<FreeTtsSynthesizer> speakers = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        try (SynthesisPool pool = new SynthesisPool(2)) {
            for (int i = 0; i < 2; i++) {
                pool.execute(voice -> {
                    speakers.add(voice.get());
                    both.countDown();
                    awaitUninterruptibly(both);
                    return () -> {};
                });
            }
            both.await();
        }
        assertThat(speakers).hasSize(2);
    }

    @Test
    void preservesOrderWithOneWorker() {
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        try (SynthesisPool pool = new SynthesisPool(1)) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                pool.execute(voice -> () -> order.add(number));
            }
        }
        assertThat(List.copyOf(order)).hasSize(50).isSorted();
    }

    @Test
    void rejectsTasksAfterClose() {
        SynthesisPool pool = new SynthesisPool(1);
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.execute(voice -> () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
