package dev.parlando.audio.internal.pace;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pool of blocks of direct memory, which the packets of one utterance occupy until it has ended.
 *
 * <p>Threading: safe for use from any thread; never blocks.
 */
public final class BlockPool {
    /** The size of a block: 1.7 s of packets of 20 ms in G.711, with their headers. */
    public static final int BLOCK_BYTES = 16 * 1024;
    /** The maximum number of unused blocks that are kept, 16 MiB. */
    private static final int MAX_FREE = 1024;

    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger freeCount = new AtomicInteger();
    private final AtomicInteger used = new AtomicInteger();

    /** Creates an empty pool. */
    public BlockPool() {}

    /** Returns a block with arbitrary content. */
    public ByteBuffer take() {
        used.incrementAndGet();
        ByteBuffer block = free.poll();
        if (block == null) {
            return ByteBuffer.allocateDirect(BLOCK_BYTES);
        }
        freeCount.decrementAndGet();
        return block;
    }

    /** Returns a block to the pool; null has no effect. */
    public void give(@Nullable ByteBuffer block) {
        if (block == null) {
            return;
        }
        used.decrementAndGet();
        if (freeCount.incrementAndGet() <= MAX_FREE) {
            free.add(block);
        } else {
            freeCount.decrementAndGet();
        }
    }

    /** Returns the number of blocks in use. */
    public int used() {
        return used.get();
    }
}
