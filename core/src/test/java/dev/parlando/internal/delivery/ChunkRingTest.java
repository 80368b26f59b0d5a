package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import dev.parlando.internal.event.EngineThread;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkRingTest {
    private static final int SLOTS = 256;
    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final AtomicInteger RINGS = new AtomicInteger();

    private final String threadName = "test-ring-" + RINGS.incrementAndGet();
    private final Thread testThread = Thread.currentThread();
    /** Commands of the ring thread to the event loop, which the test runs. */
    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();

    private final Semaphore room = new Semaphore(0);
    private final ChunkRing ring = new ChunkRing(threadName, SLOTS, new BlockingWaitStrategy(), this::execute);
    private final List<Object> received = Collections.synchronizedList(new ArrayList<>());
    private final Gate gate = new Gate();

    /** Ring target that blocks the ring thread until it is opened. */
    private static final class Gate implements ItemPath.Target {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        @Override
        public void onItem(Object item) {
            entered.countDown();
            awaitUninterruptibly(opened);
        }

        void open() {
            opened.countDown();
        }
    }

    /** Runs a command of the test itself as if the burst of events ended with each item. */
    private void execute(Runnable command) {
        if (Thread.currentThread() == testThread) {
            command.run();
        } else {
            commands.add(command);
        }
    }

    /** Runs commands of the ring thread until there is room. */
    private void awaitRoom() throws InterruptedException {
        while (!room.tryAcquire()) {
            Runnable command = commands.poll(30, TimeUnit.SECONDS);
            assertThat(command).as("a command of the ring thread").isNotNull();
            command.run();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stopRingThread() {
        gate.open();
        shutDown(LONG_NANOS, () -> {});
        assertThat(threadIsAlive()).as("the ring thread").isFalse();
    }

    private void shutDown(long timeoutNanos, Runnable finalTask) {
        ring.halt(System.nanoTime() + timeoutNanos, finalTask);
        ring.awaitEnd(timeoutNanos);
    }

    private boolean threadIsAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(threadName));
    }

    private void closeGate() {
        assertThat(ring.tryPublish(gate, "gate")).isTrue();
        awaitUninterruptibly(gate.entered);
    }

    /** Fills the free slots of the ring and returns the number of items published. */
    private int fill(ItemPath.Target target) {
        int count = 0;
        while (ring.tryPublish(target, count)) {
            count++;
        }
        return count;
    }

    /** Returns after all published items have been delivered. */
    private void flush() {
        CountDownLatch flushed = new CountDownLatch(1);
        while (!ring.tryPublish(item -> flushed.countDown(), "flush")) {
            Thread.onSpinWait();
        }
        awaitUninterruptibly(flushed);
    }

    private static List<Object> numbers(int count) {
        return new ArrayList<>(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void rejectsCapacityBelowMinimum() {
        assertThatThrownBy(() -> new ChunkRing("too-small", 128, new BlockingWaitStrategy(), Runnable::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128")
                .hasMessageContaining("256");
    }

    @Test
    void deliversItemsInOrderOnOwnDaemonThread() {
        List<Object> other = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        for (int number = 0; number < 100; number++) {
            assertThat(ring.tryPublish(received::add, number)).isTrue();
            assertThat(ring.tryPublish(other::add, -number)).isTrue();
        }
        ring.tryPublish(item -> threads.add(Thread.currentThread()), "who");
        ring.tryPublish(item -> received.add(EngineThread.isCurrentShared()), "me");
        flush();
        assertThat(received.subList(0, 100)).isEqualTo(numbers(100));
        assertThat(received.get(100)).isEqualTo(true);
        assertThat(other).hasSize(100).startsWith(0, -1, -2);
        assertThat(threads.get(0).getName()).isEqualTo(threadName);
        assertThat(threads.get(0).isDaemon()).isTrue();
        assertThat(EngineThread.isCurrentShared()).isFalse();
    }

    @Test
    void returnsFalseWhenFullAndSignalsFreeSlots() throws InterruptedException {
        closeGate();
        int filled = fill(received::add);
        assertThat(filled).isEqualTo(SLOTS - 1);
        assertThat(ring.tryPublish(received::add, "too much")).isFalse();
        ring.awaitRoom(room::release);
        assertThat(room.availablePermits()).isZero();

        gate.open();
        awaitRoom();
        flush();
        assertThat(received).isEqualTo(numbers(filled));
    }

    @Test
    void sendsNoSignalIfNeverFull() {
        closeGate();
        // The gate and the flush item need one slot each.
        for (int number = 0; number < SLOTS - 2; number++) {
            assertThat(ring.tryPublish(received::add, number)).isTrue();
        }
        gate.open();
        flush();
        assertThat(commands).isEmpty();
    }

    @Test
    void continuesAfterThrowingTargets() {
        ring.tryPublish(
                item -> {
                    throw new IllegalStateException("a defect that this test makes on purpose");
                },
                "thrown");
        ring.tryPublish(
                item -> {
                    throw new StackOverflowError("an error that this test makes on purpose");
                },
                "thrown");
        ring.tryPublish(received::add, "after");
        flush();
        assertThat(received).containsExactly("after");
    }

    @Test
    void losesNoItemAfterInterruptOfItsThread() throws InterruptedException {
        AtomicReference<Thread> ringThread = new AtomicReference<>();
        ring.tryPublish(
                item -> {
                    ringThread.set(Thread.currentThread());
                    Thread.currentThread().interrupt();
                },
                "interrupt");
        flushInterrupt(ringThread);
        ring.tryPublish(received::add, "after");
        flush();
        assertThat(received).containsExactly("after");
    }

    /** Returns when the ring thread waits for items again, after it was interrupted. */
    private static void flushInterrupt(AtomicReference<Thread> ringThread) throws InterruptedException {
        Thread thread;
        while ((thread = ringThread.get()) == null
                || thread.isInterrupted()
                || thread.getState() != Thread.State.WAITING) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void signalsFreeSlotsDespiteThrowingTargets() throws InterruptedException {
        ItemPath.Target throwing = item -> {
            gate.onItem(item);
            throw new IllegalStateException("a defect that this test makes on purpose");
        };
        ring.tryPublish(throwing, "gate");
        awaitUninterruptibly(gate.entered);
        fill(throwing);
        ring.awaitRoom(room::release);
        gate.open();
        awaitRoom();
    }

    @Test
    void deliversPublishedItemsOnShutdown() {
        closeGate();
        int filled = fill(received::add);
        gate.open();
        shutDown(LONG_NANOS, () -> {});
        assertThat(received).isEqualTo(numbers(filled));
        assertThat(threadIsAlive()).isFalse();
    }

    @Test
    void dropsUndeliveredItemsAfterShutdownTimeout() {
        AtomicInteger handedOver = new AtomicInteger();
        ItemPath.Target target = new ItemPath.Target() {
            @Override
            public void onItem(Object item) {
                handedOver.incrementAndGet();
            }

            @Override
            public void onDropped(Object item) {
                received.add(item);
            }
        };
        closeGate();
        int filled = fill(target);
        shutDown(1, () -> {});
        gate.open();
        shutDown(LONG_NANOS, () -> {});
        assertThat(received).isEqualTo(numbers(filled));
        assertThat(handedOver).hasValue(0);
    }

    @Test
    void dropsItemsBehindOneThatCannotBeDropped() {
        ItemPath.Target target = new ItemPath.Target() {
            @Override
            public void onItem(Object item) {}

            @Override
            public void onDropped(Object item) {
                received.add(item);
                throw new NoClassDefFoundError("made by the test");
            }
        };
        AtomicBoolean lastAction = new AtomicBoolean();
        closeGate();
        int filled = fill(target);
        shutDown(1, () -> lastAction.set(true));
        gate.open();
        shutDown(LONG_NANOS, () -> lastAction.set(true));
        assertThat(received).isEqualTo(numbers(filled));
        assertThat(lastAction).isTrue();
    }

    @Test
    void runsLastActionOnRingThreadBeforeItEnds() {
        AtomicReference<@Nullable String> by = new AtomicReference<>();
        shutDown(LONG_NANOS, () -> by.set(Thread.currentThread().getName()));
        assertThat(ring.hasEnded()).isTrue();
        assertThat(by).hasValue(threadName);
    }

    @Test
    void delaysLastActionUntilTargetReturns() throws InterruptedException {
        BlockingQueue<String> by = new LinkedBlockingQueue<>();
        closeGate();
        shutDown(1, () -> by.add(Thread.currentThread().getName()));
        assertThat(ring.hasEnded()).isFalse();
        assertThat(by).isEmpty();
        gate.open();
        assertThat(by.poll(30, TimeUnit.SECONDS)).isEqualTo(threadName);
    }

    @Test
    void awaitsThreadEndOnSecondShutdown() {
        closeGate();
        fill(received::add);
        shutDown(1, () -> {});
        gate.open();
        shutDown(LONG_NANOS, () -> {});
        assertThat(threadIsAlive()).isFalse();
        assertThat(received).isEmpty();
    }

    @Test
    void clearsSlotBeforeCallingTarget() {
        CountDownLatch counted = new CountDownLatch(1);
        ring.tryPublish(
                item -> {
                    received.add(referencesHeld());
                    counted.countDown();
                },
                "item");
        awaitUninterruptibly(counted);
        assertThat(received).containsExactly(0);
        assertThat(referencesHeld()).isZero();
    }

    @Test
    void keepsUndeliveredItemInSlot() {
        closeGate();
        ring.tryPublish(received::add, "item");
        assertThat(referencesHeld()).as("a target and an item").isEqualTo(2);
    }

    /** Returns the number of references that the slots of the ring hold. */
    private int referencesHeld() {
        try {
            Field slots = ChunkRing.class.getDeclaredField("ring");
            slots.setAccessible(true);
            RingBuffer<?> buffer = (RingBuffer<?>) slots.get(ring);
            int count = 0;
            for (int sequence = 0; sequence < SLOTS; sequence++) {
                Object slot = buffer.get(sequence);
                for (Field field : slot.getClass().getDeclaredFields()) {
                    field.setAccessible(true);
                    count += field.get(slot) == null ? 0 : 1;
                }
            }
            return count;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void deliversEveryItemToSlowConsumer() throws InterruptedException {
        int items = 50_000;
        closeGate();
        for (int number = 0; number < items; number++) {
            while (!ring.tryPublish(this::slowly, number)) {
                ring.awaitRoom(room::release);
                gate.open(); // The ring has been full at this point.
                awaitRoom();
            }
        }
        flush();
        assertThat(received).isEqualTo(numbers(items));
    }

    private void slowly(Object item) {
        received.add(item);
        for (int turn = 0; turn < 50; turn++) {
            Thread.onSpinWait();
        }
    }
}
