package dev.parlando.benchmarks.micro.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the measured handovers. All of them deliver every item, and the ring does so without allocation. */
@Timeout(30)
class HandoverTest {
    private static final int ITEMS = 20_000;
    private static final int ROUNDS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ring-blocking",
                "ring-yielding",
                "ring-busy-spin",
                "array-blocking-queue",
                "linked-transfer-queue"
            })
    void deliversEveryItemAndEndsConsumer(String name) throws InterruptedException {
        Thread consumer;
        try (Handover handover = Handover.named(name)) {
            consumer = handover.consumer();
            publish(handover, ITEMS);
            assertThat(handover.arrived()).isEqualTo(ITEMS);
        }
        consumer.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(consumer.isAlive()).isFalse();
    }

    @Test
    void allocatesNothingInRingOnEitherThread() {
        try (Handover ring = Handover.named("ring-blocking")) {
            long leastPublisher = Long.MAX_VALUE;
            long leastConsumer = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long publisher = THREADS.getCurrentThreadAllocatedBytes();
                long consumer = allocatedBytes(ring.consumer());
                publish(ring, ITEMS);
                leastConsumer = Math.min(leastConsumer, allocatedBytes(ring.consumer()) - consumer);
                leastPublisher = Math.min(leastPublisher, THREADS.getCurrentThreadAllocatedBytes() - publisher);
            }
            // Less than a byte for each item: the JVM bills a thread for linking and compiling, in some rounds.
            assertThat(leastConsumer).as("on the ring thread").isLessThan(ITEMS);
            assertThat(leastPublisher).as("on the producer").isLessThan(ITEMS);
        }
    }

    @Test
    void detectsAllocationOfQueue() {
        try (Handover queue = Handover.named("linked-transfer-queue")) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            publish(queue, ITEMS);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isGreaterThan(16L * ITEMS);
        }
    }

    private static long allocatedBytes(Thread thread) {
        return THREADS.getThreadAllocatedBytes(thread.getId());
    }

    /** Publishes items and waits until they have arrived. */
    private static void publish(Handover handover, int items) {
        long target = handover.arrived() + items;
        for (int i = 0; i < items; i++) {
            handover.publish(handover);
        }
        while (handover.arrived() < target) {
            Thread.onSpinWait();
        }
    }
}
