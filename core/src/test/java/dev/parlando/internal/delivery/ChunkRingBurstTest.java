package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.BlockingWaitStrategy;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that items of one burst are published together, and that the ring thread wakes the loop no more often than
 * needed. The thread of the test acts as the event loop.
 */
@Timeout(60)
class ChunkRingBurstTest {
    private static final int SLOTS = 256;
    private static final int CLAIMED_ITEMS = 16;

    private final Thread testThread = Thread.currentThread();
    private final Queue<Runnable> ownCommands = new ArrayDeque<>();
    private final BlockingQueue<Runnable> ringCommands = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final ChunkRing ring = new ChunkRing("burst-ring", SLOTS, new BlockingWaitStrategy(), this::execute);
    private final CountDownLatch gateOpened = new CountDownLatch(1);

    private void execute(Runnable command) {
        (Thread.currentThread() == testThread ? ownCommands : ringCommands).add(command);
    }

    private void endBurst() {
        Runnable command;
        while ((command = ownCommands.poll()) != null) {
            command.run();
        }
    }

    @AfterEach
    void stopRingThread() {
        gateOpened.countDown();
        ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30), () -> {});
        ring.awaitEnd(TimeUnit.SECONDS.toNanos(30));
    }

    private List<Object> received(int count) throws InterruptedException {
        List<Object> items = new ArrayList<>();
        for (int item = 0; item < count; item++) {
            items.add(received.poll(30, TimeUnit.SECONDS));
        }
        return items;
    }

    private void publish(int count) {
        for (int number = 0; number < count; number++) {
            assertThat(ring.tryPublish(received::add, number)).isTrue();
        }
    }

    private static List<Object> numbers(int count) {
        return new ArrayList<>(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void publishesItemsOfBurstTogetherAtItsEnd() throws InterruptedException {
        publish(3);
        assertThat(ownCommands).as("one command for the whole burst").hasSize(1);
        assertThat(received.poll(20, TimeUnit.MILLISECONDS)).isNull();
        endBurst();
        assertThat(received(3)).isEqualTo(numbers(3));
    }

    @Test
    void publishesDuringLongBurst() throws InterruptedException {
        publish(CLAIMED_ITEMS + 1);
        assertThat(received(CLAIMED_ITEMS)).isEqualTo(numbers(CLAIMED_ITEMS));
        assertThat(received.poll(20, TimeUnit.MILLISECONDS)).isNull();
        endBurst();
        assertThat(received(1)).containsExactly(CLAIMED_ITEMS);
    }

    @Test
    void publishesNextBurst() throws InterruptedException {
        publish(CLAIMED_ITEMS);
        endBurst();
        publish(1);
        endBurst();
        assertThat(received(CLAIMED_ITEMS + 1)).endsWith(0);
    }

    @Test
    void deliversUnfinishedBurstWhenHalted() throws InterruptedException {
        publish(2);
        ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30), () -> {});
        assertThat(received(2)).isEqualTo(numbers(2));
    }

    private void blockRing(Object gate) {
        try {
            assertThat(gateOpened.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wakesOnlyAsManyStreamsAsThereIsRoomFor() throws InterruptedException {
        assertThat(ring.tryPublish(this::blockRing, "gate")).isTrue();
        publish(SLOTS - 1);
        endBurst();
        int streams = 2 * SLOTS;
        List<Boolean> published = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            ring.awaitRoom(() -> published.add(ring.tryPublish(received::add, "waited")));
        }
        gateOpened.countDown();
        while (published.size() < streams) {
            Runnable command = ringCommands.poll(30, TimeUnit.SECONDS);
            assertThat(command).as("a command of the ring thread").isNotNull();
            command.run();
            endBurst();
        }
        assertThat(published).hasSize(streams).containsOnly(true);
        assertThat(received(SLOTS - 1 + streams)).endsWith("waited");
    }

    @Test
    void wakesLoopOnceForHalfOfItemsInFlight() {
        List<Runnable> signals = new ArrayList<>();
        RingFeed[] feed = new RingFeed[1];
        StreamProgress progress =
                new StreamProgress(signals::add, Integer.MAX_VALUE, () -> feed[0].publishHeld(), () -> {});
        feed[0] = new RingFeed(ring, received::add, progress, ByteBufAllocator.DEFAULT, step -> step);
        for (int number = 0; number < 2 * RingFeed.MAX_IN_FLIGHT_ITEMS; number++) {
            feed[0].offer(number);
        }
        for (int done = 0; done < RingFeed.MAX_IN_FLIGHT_ITEMS - RingFeed.LOW_WATER_ITEMS - 1; done++) {
            progress.onItemDone();
        }
        assertThat(signals).isEmpty();
        progress.onItemDone();
        progress.onItemDone();
        assertThat(signals).hasSize(1);
    }

    @Test
    void losesNoSignalBetweenLoopAndRingThread() throws Exception {
        int items = 200_000;
        ExecutorService loop = Executors.newSingleThreadExecutor();
        ChunkRing ownRing = new ChunkRing("signal-ring", SLOTS, new BlockingWaitStrategy(), loop);
        try {
            CountDownLatch arrived = new CountDownLatch(items);
            RingFeed[] feed = new RingFeed[1];
            StreamProgress progress =
                    new StreamProgress(loop, Integer.MAX_VALUE, () -> feed[0].publishHeld(), () -> {});
            ItemPath.Target target = item -> {
                progress.onItemDone();
                arrived.countDown();
            };
            feed[0] = new RingFeed(ownRing, target, progress, ByteBufAllocator.DEFAULT, step -> step);
            for (int number = 0; number < items; number++) {
                Object item = number;
                loop.execute(() -> feed[0].offer(item));
            }
            assertThat(arrived.await(30, TimeUnit.SECONDS)).as("all arrive").isTrue();
        } finally {
            loop.shutdown();
            assertThat(loop.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            ownRing.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30), () -> {});
            ownRing.awaitEnd(TimeUnit.SECONDS.toNanos(30));
        }
    }
}
