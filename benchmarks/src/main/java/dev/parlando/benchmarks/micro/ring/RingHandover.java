package dev.parlando.benchmarks.micro.ring;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.parlando.internal.delivery.ChunkRing;
import dev.parlando.internal.delivery.ItemPath;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A handover through a {@link ChunkRing}, as an event loop uses it. Arrivals are counted on the ring thread. */
final class RingHandover implements Handover, ItemPath.Target {
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicReference<Thread> consumer = new AtomicReference<>();
    private final ChunkRing ring;

    private RingHandover(WaitStrategy waitStrategy) {
        ring = new ChunkRing("ring", CAPACITY, waitStrategy, Runnable::run);
    }

    /** Creates a handover with the wait strategy of the given name. The strategies are those that the engine offers. */
    static RingHandover waiting(String name) {
        RingHandover made = new RingHandover(
                switch (name) {
                    case "ring-blocking" -> new BlockingWaitStrategy();
                    case "ring-yielding" -> new YieldingWaitStrategy();
                    case "ring-busy-spin" -> new BusySpinWaitStrategy();
                    default -> throw new IllegalArgumentException("no wait strategy is called " + name);
                });
        made.resolveConsumer();
        return made;
    }

    private void resolveConsumer() {
        ring.tryPublish(thread -> consumer.set(Thread.currentThread()), this);
        while (consumer.get() == null) {
            Thread.onSpinWait();
        }
    }

    @Override
    public boolean tryPublish(Object item) {
        return ring.tryPublish(this, item);
    }

    @Override
    public void onItem(Object item) {
        arrived.lazySet(arrived.getPlain() + 1);
    }

    @Override
    public long arrived() {
        return arrived.get();
    }

    @Override
    public Thread consumer() {
        return consumer.get();
    }

    @Override
    public void close() {
        ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(1), () -> {});
        ring.awaitEnd(TimeUnit.SECONDS.toNanos(1));
    }
}
