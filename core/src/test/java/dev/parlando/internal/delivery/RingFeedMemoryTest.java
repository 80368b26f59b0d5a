package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.BlockingWaitStrategy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that held bytes of a stream do not retain the network buffers in which they arrived. */
@Timeout(60)
class RingFeedMemoryTest {
    private static final int NETWORK_BUFFER_BYTES = 64 * 1024;

    private final ChunkRing ring = new ChunkRing("test-memory-ring", 256, new BlockingWaitStrategy(), Runnable::run);
    private final StreamProgress progress = new StreamProgress(Runnable::run, Integer.MAX_VALUE, () -> {}, () -> {});
    private final RingFeed feed =
            new RingFeed(ring, ReferenceCountUtil::release, progress, PooledByteBufAllocator.DEFAULT, step -> step);

    @AfterEach
    void shutDown() {
        feed.offerFinal("last");
        ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30), () -> {});
        ring.awaitEnd(TimeUnit.SECONDS.toNanos(30));
    }

    /** The rest of the buffer belongs to other streams, which have already released it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1_400, 4_096, 16_384})
    void releasesNetworkBufferOfHeldPiece(int dataFrameBytes) {
        for (int inFlight = 0; inFlight < RingFeed.MAX_IN_FLIGHT_ITEMS; inFlight++) {
            feed.offer("in flight " + inFlight);
        }
        ByteBuf network = PooledByteBufAllocator.DEFAULT.directBuffer(NETWORK_BUFFER_BYTES);
        network.writeZero(NETWORK_BUFFER_BYTES);
        feed.offer(network.readRetainedSlice(dataFrameBytes));
        network.release();

        assertThat(feed.hasHeldItems()).isTrue();
        assertThat(network.refCnt()).isZero();
    }
}
