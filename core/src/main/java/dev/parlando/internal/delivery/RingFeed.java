package dev.parlando.internal.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The publisher of one stream's items to the ring, in order. It holds items until the consumer has room for them.
 *
 * <p>At most {@value #MAX_IN_FLIGHT_ITEMS} items of a stream are in flight between the loop and its handler, so that a
 * stalled stream cannot fill the ring. The held bytes are bounded by the stream's flow-control window. The memory
 * behind them is bounded by copying small pieces together. A window bounds neither the number of frames nor the size of
 * network buffers: a small slice retains its whole buffer, with the bytes of other streams.
 *
 * <p>Threading: owned by the event loop. The ring thread reports its progress through {@link StreamProgress}.
 */
public final class RingFeed {
    static final int MAX_IN_FLIGHT_ITEMS = 16;
    /**
     * Capacity for one DATA frame of the largest size that peers may send (RFC 9113, section 6.5.2), or many small
     * ones.
     */
    private static final int COALESCED_BYTES = 16_384;

    /** Held buffers smaller than this are copied. */
    static final int SMALL_BYTES = COALESCED_BYTES + 1;

    private final ChunkRing ring;
    private final ChunkRing.Target target;
    private final StreamProgress progress;
    private final ByteBufAllocator allocator;
    private final ArrayDeque<Object> heldItems = new ArrayDeque<>();
    private @Nullable ByteBuf coalescingBuffer;
    private @Nullable Object finalItem;
    private @Nullable Object immediateItem;
    private boolean sealed;
    private long publishedItems;

    public RingFeed(ChunkRing ring, ChunkRing.Target target, StreamProgress progress, ByteBufAllocator allocator) {
        this.ring = ring;
        this.target = target;
        this.progress = progress;
        this.allocator = allocator;
    }

    /** Takes over an item and publishes it after all items before it. */
    public void offer(Object item) {
        if (sealed) {
            ReferenceCountUtil.release(item);
            return;
        }
        if (heldItems.isEmpty() && finalItem == null && tryPublish(item)) {
            return;
        }
        hold(item);
        progress.setHasHeldItems(true);
        // The consumer may have finished its last item before it could see the flag.
        publishHeld();
    }

    /** Replaces all held items with one last item, which is published regardless of the in-flight limit. */
    public void offerFinal(Object item) {
        if (sealed) {
            return;
        }
        sealed = true;
        heldItems.forEach(ReferenceCountUtil::release);
        heldItems.clear();
        coalescingBuffer = null;
        finalItem = item;
        publishHeld();
    }

    /** Publishes an item out of order and uncounted. It ends a hold, so it must not wait behind held items. */
    public void offerImmediate(Object item) {
        if (!ring.tryPublish(target, item)) {
            immediateItem = item;
        }
    }

    /** Publishes as many held items as possible; called when the consumer or the ring has made room. */
    public void publishHeld() {
        if (immediateItem != null && ring.tryPublish(target, immediateItem)) {
            immediateItem = null;
        }
        if (finalItem != null) {
            if (ring.tryPublish(target, finalItem)) {
                finalItem = null;
            }
            return;
        }
        Object next;
        while ((next = heldItems.peek()) != null && tryPublish(next)) {
            heldItems.poll();
            if (next == coalescingBuffer) {
                coalescingBuffer = null;
            }
        }
        progress.setHasHeldItems(!heldItems.isEmpty());
    }

    private boolean tryPublish(Object item) {
        if (publishedItems - progress.doneItems() >= MAX_IN_FLIGHT_ITEMS || !ring.tryPublish(target, item)) {
            return false;
        }
        publishedItems++;
        return true;
    }

    private void hold(Object item) {
        if (!(item instanceof ByteBuf data) || data.readableBytes() >= SMALL_BYTES) {
            heldItems.add(item);
            coalescingBuffer = null;
            return;
        }
        try {
            coalescingBufferFor(data.readableBytes()).writeBytes(data);
        } finally {
            data.release();
        }
    }

    private ByteBuf coalescingBufferFor(int bytes) {
        ByteBuf buffer = coalescingBuffer;
        if (buffer == null || buffer.writableBytes() < bytes) {
            buffer = allocator.ioBuffer(COALESCED_BYTES, COALESCED_BYTES);
            coalescingBuffer = buffer;
            heldItems.add(buffer);
        }
        return buffer;
    }
}
