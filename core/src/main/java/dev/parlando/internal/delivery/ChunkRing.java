package dev.parlando.internal.delivery;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.event.Uninterruptibly;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A ring that passes the items of all streams of one event loop to one thread, in order, without ever blocking the
 * loop.
 *
 * <p>Items become visible to the ring thread together, at the end of the burst of events that the loop is processing,
 * or after a few of them. A read that brings chunks of many streams thus wakes the ring thread once.
 *
 * <p>Threading: {@link #tryPublish} is called only on the event loop, which is the single producer; targets are called
 * on the ring thread. A slot is cleared before its target is called, so the ring retains no item.
 *
 * <p>Cost: publishing allocates nothing and never blocks; if the ring is full, {@link #tryPublish} returns false.
 */
public final class ChunkRing implements ItemPath {
    /** Slots are freed batch by batch, so a full ring has room again after this many at most. */
    private static final int MAX_BATCH_SLOTS = 64;

    /** Items that wait for the end of the burst at most, so that a long burst is delivered while it is read. */
    private static final int MAX_CLAIMED_ITEMS = 16;

    private static final long EMPTY_POLL_MICROS = 100;

    /** A timer of the event loop. */
    @FunctionalInterface
    public interface Timer {
        /** Runs a task on the event loop after a delay. */
        void schedule(Runnable task, long delayNanos);
    }

    private final RingBuffer<Slot> ring;
    private final RingConsumer consumer;
    private final Thread thread;
    private final Executor loop;
    private final Runnable burstEndCommand = this::onBurstEnd;
    private final Runnable roomCommand = this::onRoom;
    private final ArrayDeque<Runnable> awaitingRoom = new ArrayDeque<>();
    private volatile @Nullable Runnable finalTask;
    private volatile boolean roomWanted;
    private volatile boolean ended;
    private @Nullable RingWatchdog watchdog;
    private long claimedSequence;
    private int claimedItems;
    private boolean burstEndScheduled;

    /**
     * Starts the ring thread, a daemon.
     *
     * @param threadName name of the ring thread
     * @param capacitySlots a power of two, at least 256
     * @param waitStrategy how the ring thread waits for items
     * @param loop runs a command on the event loop, after the events that the loop is processing
     */
    public ChunkRing(String threadName, int capacitySlots, WaitStrategy waitStrategy, Executor loop) {
        if (capacitySlots < 4 * MAX_BATCH_SLOTS) {
            throw new IllegalArgumentException("capacitySlots " + capacitySlots + " is below " + 4 * MAX_BATCH_SLOTS);
        }
        this.loop = loop;
        ring = RingBuffer.createSingleProducer(Slot::new, capacitySlots, waitStrategy);
        consumer = new RingConsumer(ring.newBarrier(), MAX_BATCH_SLOTS, new SlotHandler());
        ring.addGatingSequences(consumer.consumed());
        thread = EngineThread.createShared(threadName, consumer);
        thread.start();
    }

    /** Logs handlers that block the ring thread, found by checks on a timer. Called before the first item. */
    public void watch(Timer timer) {
        watchdog = new RingWatchdog(thread, timer);
    }

    /** Returns the number of published items that the ring thread has not consumed. May be called on any thread. */
    public int usedSlots() {
        long consumed = consumer.consumed().get();
        return (int) Math.min(ring.getCursor() - consumed, ring.getBufferSize());
    }

    /** Returns the number of slots. */
    public int capacitySlots() {
        return ring.getBufferSize();
    }

    @Override
    public boolean tryPublish(Target target, Object item) {
        if (!ring.hasAvailableCapacity(1)) {
            return false;
        }
        claimedSequence = ring.next(); // Does not block: there is room, and no other producer.
        Slot slot = ring.get(claimedSequence);
        slot.target = target;
        slot.item = item;
        if (++claimedItems == MAX_CLAIMED_ITEMS) {
            publishClaimed();
        } else if (!burstEndScheduled) {
            burstEndScheduled = true;
            loop.execute(burstEndCommand);
        }
        return true;
    }

    private void onBurstEnd() {
        burstEndScheduled = false;
        publishClaimed();
    }

    private void publishClaimed() {
        if (claimedItems == 0) {
            return;
        }
        claimedItems = 0;
        ring.publish(claimedSequence); // And all claimed before it.
        if (watchdog != null) {
            watchdog.onPublished(claimedSequence);
        }
    }

    @Override
    public void awaitRoom(Runnable command) {
        awaitingRoom.add(command);
        wantRoom();
    }

    private void wantRoom() {
        roomWanted = true;
        // The ring thread may have freed a slot before it could see the flag.
        if (ring.hasAvailableCapacity(1)) {
            loop.execute(roomCommand);
        }
    }

    private void onRoom() {
        Runnable next;
        while (ring.hasAvailableCapacity(1) && (next = awaitingRoom.poll()) != null) {
            next.run();
        }
        if (!awaitingRoom.isEmpty()) {
            wantRoom();
        }
    }

    private void consume(Slot slot, long sequence) {
        Target target = slot.target;
        Object item = slot.item;
        slot.clear();
        try {
            if (target != null && item != null) {
                target.onItem(item);
            }
        } finally {
            if (watchdog != null) {
                watchdog.onConsumed(sequence);
            }
        }
    }

    /**
     * Stops the ring thread after it has delivered the published items; items left at the deadline are dropped. The
     * producer must have stopped before, and the caller must not be the ring thread.
     *
     * @param deadlineNanos a time of {@link System#nanoTime}
     * @param finalTask runs on the ring thread after the last call to a target
     */
    public void halt(long deadlineNanos, Runnable finalTask) {
        this.finalTask = finalTask;
        publishClaimed();
        Uninterruptibly.await(deadlineNanos - System.nanoTime(), this::awaitEmpty);
        consumer.halt();
    }

    /** Waits for the end of the halted ring thread, which does not end while it is blocked in a target. */
    public void awaitEnd(long timeoutNanos) {
        Uninterruptibly.await(timeoutNanos, nanos -> TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(nanos, 1)));
    }

    /** Returns whether the ring thread calls no target any more. */
    public boolean hasEnded() {
        return ended;
    }

    private void awaitEmpty(long nanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + nanos;
        while (thread.isAlive()
                && consumer.consumed().get() < ring.getCursor()
                && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MICROSECONDS.sleep(EMPTY_POLL_MICROS);
        }
    }

    private void dropUnconsumed() {
        for (long sequence = consumer.consumed().get() + 1; sequence <= ring.getCursor(); sequence++) {
            Slot slot = ring.get(sequence);
            Target target = slot.target;
            Object item = slot.item;
            slot.clear();
            if (target != null && item != null) {
                UnexpectedFailure.contain(() -> target.onDropped(item));
            }
        }
    }

    /** The consumer of the slots, on the ring thread. */
    private final class SlotHandler implements RingConsumer.Handler {
        @Override
        public void onSlot(long sequence) {
            consume(ring.get(sequence), sequence);
        }

        @Override
        public void onFreed() {
            if (roomWanted) {
                roomWanted = false;
                loop.execute(roomCommand);
            }
        }

        @Override
        public void onHalted() {
            dropUnconsumed();
            Runnable task = finalTask;
            if (task != null) {
                UnexpectedFailure.contain(task);
            }
            ended = true;
        }
    }

    /** A reusable slot of the ring; written by the event loop, cleared by the ring thread. */
    private static final class Slot {
        private @Nullable Target target;
        private @Nullable Object item;

        private void clear() {
            target = null;
            item = null;
        }
    }
}
