package dev.parlando.benchmarks.endtoend.peers;

import io.netty.buffer.ByteBuf;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes events from a queue for one producer and one consumer, and parks while it is empty. The event
 * loop wakes it once per read of the socket, and only if it is parked. This is the least that another thread can cost.
 */
final class QueueHandoff implements Handoff {
    private static final int CAPACITY = 65_536;

    private final Queue<Event> queue = new SpscArrayQueue<>(CAPACITY);
    private final Thread consumer = new Thread(this::run, "netty-queue");
    private volatile boolean parked;
    private volatile boolean closed;

    QueueHandoff() {
        consumer.setDaemon(true);
        consumer.start();
    }

    @Override
    public void data(BodySink sink, ByteBuf content, boolean last) {
        add(new Event(sink, content, last));
    }

    @Override
    public void closed(BodySink sink) {
        add(new Event(sink, null, true));
    }

    private void add(Event event) {
        while (!queue.offer(event)) {
            flush();
            Thread.onSpinWait();
        }
    }

    @Override
    public void flush() {
        if (parked) {
            LockSupport.unpark(consumer);
        }
    }

    private void run() {
        while (!closed) {
            @Nullable Event event = queue.poll();
            if (event != null) {
                event.deliver();
            } else {
                park();
            }
        }
    }

    private void park() {
        parked = true;
        if (queue.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        parked = false;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(consumer);
        try {
            consumer.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
