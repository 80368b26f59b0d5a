package dev.parlando.benchmarks.endtoend.peers;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/** A Disruptor ring with one consumer, which the event loop publishes to once per read of the socket. */
final class RingHandoff implements Handoff {
    private static final int CAPACITY = 65_536;
    private static final long NONE = -1;

    private static final class Slot {
        @Nullable
        Event event;
    }

    private final Disruptor<Slot> disruptor = new Disruptor<>(
            Slot::new,
            CAPACITY,
            new DefaultThreadFactory("netty-ring", true),
            ProducerType.SINGLE,
            new BlockingWaitStrategy());
    private final RingBuffer<Slot> ring;
    private long firstClaimed = NONE;
    private long lastClaimed = NONE;

    RingHandoff() {
        disruptor.handleEventsWith((slot, sequence, endOfBatch) -> {
            Event event = slot.event;
            slot.event = null;
            if (event != null) {
                event.deliver();
            }
        });
        ring = disruptor.start();
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
        if (!ring.hasAvailableCapacity(1)) {
            flush();
        }
        lastClaimed = ring.next();
        firstClaimed = firstClaimed == NONE ? lastClaimed : firstClaimed;
        ring.get(lastClaimed).event = event;
    }

    @Override
    public void flush() {
        if (firstClaimed != NONE) {
            ring.publish(firstClaimed, lastClaimed);
            firstClaimed = NONE;
        }
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
