package dev.parlando.benchmarks.micro.ring;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The baseline, a handover through a queue of the JDK.
 *
 * <p>Threading: the producer owns {@code published}. The consumer counts the arrivals.
 */
final class QueueHandover implements Handover {
    private final BlockingQueue<Object> queue;
    private final AtomicLong arrived = new AtomicLong();
    private final Thread consumer;
    private long published;

    private QueueHandover(BlockingQueue<Object> queue) {
        this.queue = queue;
        consumer = new Thread(this::consume, "queue");
        consumer.setDaemon(true);
        consumer.start();
    }

    /** Creates a handover through a queue with a lock and a fixed array. */
    static QueueHandover arrayBlocking() {
        return new QueueHandover(new ArrayBlockingQueue<>(CAPACITY));
    }

    /** Creates a handover through a queue without a lock or a bound. */
    static QueueHandover linkedTransfer() {
        return new QueueHandover(new LinkedTransferQueue<>());
    }

    private void consume() {
        try {
            while (true) {
                queue.take();
                arrived.lazySet(arrived.getPlain() + 1);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Enforces the bound here, so that an unbounded queue is measured under the same load. */
    @Override
    public boolean tryPublish(Object item) {
        if (published - arrived.get() >= CAPACITY || !queue.offer(item)) {
            return false;
        }
        published++;
        return true;
    }

    @Override
    public long arrived() {
        return arrived.get();
    }

    @Override
    public Thread consumer() {
        return consumer;
    }

    @Override
    public void close() {
        consumer.interrupt();
    }
}
