package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.BlockingWaitStrategy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the ring feed. The thread of the test acts as the event loop, the only producer of the ring. */
@Timeout(60)
class RingFeedTest {
    private static final int LARGE_BYTES = RingFeed.SMALL_BYTES;
    private static final int FLIGHT_ITEMS = RingFeed.MAX_IN_FLIGHT_ITEMS;

    private final Thread testThread = Thread.currentThread();
    private final ChunkRing ring = new ChunkRing("test-feed-ring", 256, new BlockingWaitStrategy(), this::execute);
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<Object> received = Collections.synchronizedList(new ArrayList<>());
    private final StreamProgress progress = new StreamProgress(Runnable::run, Integer.MAX_VALUE, () -> {}, () -> {});
    private final RingFeed feed = new RingFeed(ring, received::add, progress, allocator, step -> step);
    private final List<ByteBuf> offered = new ArrayList<>();
    private final CountDownLatch gateOpened = new CountDownLatch(1);

    /** Runs the commands of the test itself. It publishes held items explicitly and needs no signal of the ring thread. */
    private void execute(Runnable command) {
        if (Thread.currentThread() == testThread) {
            command.run();
        }
    }

    private ByteBuf buffer(int bytes, int value) {
        ByteBuf buffer = Unpooled.buffer(bytes).writeZero(bytes).setByte(0, value);
        offered.add(buffer);
        return buffer;
    }

    /** Offers distinct pieces that are too large to be copied. */
    private void offerLarge(int pieces) {
        for (int piece = 0; piece < pieces; piece++) {
            feed.offer(buffer(LARGE_BYTES, offered.size()));
        }
    }

    /**
     * Puts the maximum number of items in flight, so that the next one is held. It must be called before any item is
     * offered.
     */
    private void fillFlight() {
        offerLarge(FLIGHT_ITEMS);
    }

    /** Returns the items after those of {@link #fillFlight()}, which must be the first ones. */
    private List<Object> behindFlight(List<Object> items) {
        assertThat(items).startsWith(offered.subList(0, FLIGHT_ITEMS).toArray());
        return items.subList(FLIGHT_ITEMS, items.size());
    }

    /** Returns the received items after the ring thread has delivered everything published so far. */
    private List<Object> received() {
        CountDownLatch flushed = new CountDownLatch(1);
        while (!ring.tryPublish(item -> flushed.countDown(), "flush")) {
            Thread.onSpinWait();
        }
        await(flushed);
        return List.copyOf(received);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Acts as a consumer that accepts every item; returns all received items. */
    private List<Object> drained() {
        int done = 0;
        List<Object> items = received();
        while (done < items.size()) {
            for (; done < items.size(); done++) {
                progress.onItemDone();
            }
            feed.publishHeld();
            items = received();
        }
        return items;
    }

    private static byte[] bytesOf(List<Object> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object item : items) {
            ByteBuf data = (ByteBuf) item;
            byte[] copy = new byte[data.readableBytes()];
            data.getBytes(data.readerIndex(), copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    /** Fills the ring and blocks its thread until {@code gateOpened} is counted down. */
    private void fillRing() {
        CountDownLatch entered = new CountDownLatch(1);
        ring.tryPublish(
                item -> {
                    entered.countDown();
                    await(gateOpened);
                },
                "gate");
        await(entered);
        while (ring.tryPublish(item -> {}, "filler")) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void assertAllBuffersReleased() {
        feed.offerFinal("last");
        gateOpened.countDown();
        received().forEach(ReferenceCountUtil::release);
        ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30), () -> {});
        ring.awaitEnd(TimeUnit.SECONDS.toNanos(30));
        assertThat(offered).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void publishesImmediatelyWithoutCopy() {
        ByteBuf small = buffer(1, 1);
        ByteBuf large = buffer(LARGE_BYTES, 2);
        feed.offer("head");
        feed.offer(small);
        feed.offer(large);
        assertThat(received()).containsExactly("head", small, large);
        assertThat(feed.hasHeldItems()).isFalse();
    }

    @Test
    void holdsItemsBeyondInFlightLimit() {
        fillFlight();
        assertThat(feed.hasHeldItems()).isFalse();
        offerLarge(2);
        assertThat(behindFlight(received())).isEmpty();
        assertThat(feed.hasHeldItems()).isTrue();

        feed.publishHeld();
        assertThat(behindFlight(received())).isEmpty();
        progress.onItemDone();
        feed.publishHeld();
        assertThat(received()).isEqualTo(offered.subList(0, FLIGHT_ITEMS + 1));
        assertThat(feed.hasHeldItems()).isTrue();
        progress.onItemDone();
        feed.publishHeld();
        assertThat(received()).isEqualTo(offered);
        assertThat(feed.hasHeldItems()).isFalse();
    }

    @Test
    void publishesHeldItemsOnNextOffer() {
        fillFlight();
        offerLarge(1);
        progress.onItemDone();
        progress.onItemDone();
        offerLarge(1);
        assertThat(received()).isEqualTo(offered);
    }

    @Test
    void coalescesSmallPieces() {
        int pieces = 10_000;
        byte[] expected = new byte[pieces];
        for (int number = 0; number < pieces; number++) {
            expected[number] = (byte) number;
            feed.offer(buffer(1, number));
        }
        List<Object> items = drained();
        assertThat(bytesOf(items)).isEqualTo(expected);
        assertThat(items).hasSizeLessThanOrEqualTo(FLIGHT_ITEMS + 1);
        assertThat(offered.subList(FLIGHT_ITEMS, pieces))
                .allSatisfy(
                        piece -> assertThat(piece.refCnt()).as("a copied piece").isZero());
    }

    @Test
    void limitsSizeOfCoalescedPieces() {
        fillFlight();
        for (int number = 0; number < 16; number++) {
            feed.offer(buffer(4000, number));
        }
        assertThat(behindFlight(drained())).hasSize(4).allSatisfy(item -> assertThat(((ByteBuf) item).readableBytes())
                .isLessThanOrEqualTo(16_384));
    }

    @Test
    void doesNotCopyLargePiecesOrNonBuffers() {
        fillFlight();
        ByteBuf before = buffer(1, 1);
        ByteBuf large = buffer(LARGE_BYTES, 2);
        ByteBuf after = buffer(1, 3);
        feed.offer(before);
        feed.offer(large);
        feed.offer(after);
        feed.offer("end");
        List<Object> items = behindFlight(drained());
        assertThat(items).hasSize(4);
        assertThat(bytesOf(items.subList(0, 1))).containsExactly(1);
        assertThat(items.get(1)).isSameAs(large);
        assertThat(bytesOf(items.subList(2, 3))).containsExactly(3);
        assertThat(items.get(3)).isEqualTo("end");
        assertThat(before.refCnt() + after.refCnt()).as("copied").isZero();
    }

    @Test
    void doesNotAppendToPublishedItem() {
        fillFlight();
        feed.offer(buffer(1, 1));
        progress.onItemDone();
        feed.publishHeld();
        feed.offer(buffer(1, 2));
        assertThat(bytesOf(behindFlight(received()))).containsExactly(1);
        List<Object> items = behindFlight(drained());
        assertThat(items).hasSize(2);
        assertThat(bytesOf(items)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void keepsOrderForAnyConsumerSpeed(int seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        int done = 0;
        for (int number = 0; number < 400; number++) {
            ByteBuf piece = buffer(1 + random.nextInt(random.nextBoolean() ? 10 : 6000), number);
            expected.writeBytes(bytesOf(List.of(piece)));
            feed.offer(piece);
            if (random.nextInt(4) == 0 && done < received().size()) {
                done++;
                progress.onItemDone();
            }
        }
        while (done++ < received().size()) {
            progress.onItemDone();
            feed.publishHeld();
        }
        assertThat(bytesOf(received())).isEqualTo(expected.toByteArray());
    }

    @Test
    void replacesHeldItemsWithFinalItem() {
        fillFlight();
        offerLarge(2);
        feed.offer(buffer(1, 1));
        feed.offerFinal("cancelled");
        assertThat(offered.subList(FLIGHT_ITEMS, FLIGHT_ITEMS + 3))
                .allSatisfy(dropped -> assertThat(dropped.refCnt()).isZero());
        assertThat(behindFlight(received())).containsExactly("cancelled");
    }

    @Test
    void publishesFinalItemAlthoughHeldOneCannotBeReleased() {
        fillFlight();
        offerLarge(2);
        offered.get(FLIGHT_ITEMS).release();
        feed.offerFinal("cancelled");
        assertThat(offered.get(FLIGHT_ITEMS + 1).refCnt()).isZero();
        assertThat(behindFlight(received())).containsExactly("cancelled");
    }

    @Test
    void ignoresOffersAfterFinalItem() {
        feed.offerFinal("cancelled");
        ByteBuf late = buffer(LARGE_BYTES, 1);
        feed.offer(late);
        feed.offerFinal("again");
        feed.offer("end");
        assertThat(late.refCnt()).isZero();
        assertThat(received()).containsExactly("cancelled");
    }

    @Test
    void holdsItemsWhileRingIsFull() {
        fillRing();
        ByteBuf first = buffer(LARGE_BYTES, 1);
        ByteBuf second = buffer(LARGE_BYTES, 2);
        feed.offer(first);
        feed.offer(second);
        feed.publishHeld();
        assertThat(feed.hasHeldItems()).isTrue();
        assertThat(received).isEmpty();

        gateOpened.countDown();
        received();
        feed.publishHeld();
        assertThat(received()).containsExactly(first, second);
        assertThat(feed.hasHeldItems()).isFalse();
    }

    @Test
    void remembersResumeWhileRingIsFull() {
        fillRing();
        feed.offerImmediate("resume");
        feed.publishHeld();
        assertThat(received).isEmpty();

        gateOpened.countDown();
        received();
        feed.publishHeld();
        feed.publishHeld();
        assertThat(received()).containsExactly("resume");
    }

    @Test
    void publishesResumeBeforeHeldItems() {
        fillFlight();
        feed.offer("waiting");
        feed.offerImmediate("resume");
        assertThat(behindFlight(received())).containsExactly("resume");
    }

    @Test
    void keepsFinalItemWhileRingIsFull() {
        feed.offer(buffer(LARGE_BYTES, 1));
        received();
        fillRing();
        feed.offer(buffer(LARGE_BYTES, 2));
        feed.offerFinal("cancelled");
        assertThat(offered.get(1).refCnt()).isZero();
        gateOpened.countDown();
        received();
        feed.publishHeld();
        assertThat(received()).containsExactly(offered.get(0), "cancelled");
    }
}
