package dev.parlando.internal.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the items of one stream into the ring, in order, and holds back what the consumer is not ready for.
 *
 * <p>At most {@value #MAX_IN_FLIGHT_ITEMS} items of a stream are between the loop and its handler, so that a stalled
 * stream takes no more than its share of the ring. What is held is bounded in bytes by the stream's window, and in
 * memory by copying pieces together: a window bounds neither frames nor the network's buffers, of which a piece keeps
 * the whole, with what it carried for other streams.
 *
 * <p>Threading: owned by the event loop, except {@link #itemDone()} and {@link #hasHeldItems()}.
 */
public final class RingFeed {
    static final int MAX_IN_FLIGHT_ITEMS = 16;
    /** Holds one DATA frame of the largest size that peers may send (RFC 9113, section 6.5.2), or many small ones. */
    private static final int COALESCED_BYTES = 16_384;

    /** What is held and smaller than this is copied. */
    static final int SMALL_BYTES = COALESCED_BYTES + 1;

    private final ChunkRing ring;
    private final RingTarget target;
    private final ByteBufAllocator allocator;
    private final ArrayDeque<Object> heldItems = new ArrayDeque<>();
    private @Nullable ByteBuf coalescingBuffer;
    private @Nullable Object finalItem;
    private @Nullable Object immediateItem;
    private boolean sealed;
    private long publishedItems;

    private volatile long doneItems;
    private volatile boolean hasHeldItems;

    public RingFeed(ChunkRing ring, RingTarget target, ByteBufAllocator allocator) {
        this.ring = ring;
        this.target = target;
        this.allocator = allocator;
    }

    /** Takes over an item and hands it on as soon as it is its turn. */
    public void offer(Object item) {
        if (sealed) {
            ReferenceCountUtil.release(item);
            return;
        }
        if (heldItems.isEmpty() && finalItem == null && tryPublish(item)) {
            return;
        }
        hold(item);
        hasHeldItems = true;
        // The consumer may have finished its last item before it could see the flag.
        publishHeld();
    }

    /** Replaces all that is held by one last item, which does not wait for its turn. */
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

    /** Publishes an item that has no turn and is not counted: it ends a hold, so it cannot wait for one. */
    public void offerImmediate(Object item) {
        if (!ring.tryPublish(target, item)) {
            immediateItem = item;
        }
    }

    /** Hands on what has become possible; to be called when the consumer or the ring made room. */
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
        hasHeldItems = !heldItems.isEmpty();
    }

    private boolean tryPublish(Object item) {
        if (publishedItems - doneItems >= MAX_IN_FLIGHT_ITEMS || !ring.tryPublish(target, item)) {
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
        ByteBuf buffer = coalescingBuffer;
        if (buffer == null || buffer.writableBytes() < data.readableBytes()) {
            buffer = allocator.ioBuffer(COALESCED_BYTES, COALESCED_BYTES);
            coalescingBuffer = buffer;
            heldItems.add(buffer);
        }
        buffer.writeBytes(data);
        data.release();
    }

    /** Is told by the ring thread that the consumer is through with one item. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The ring thread is the only writer.
    public void itemDone() {
        doneItems++;
    }

    /** Tells the ring thread whether the loop waits to be told about progress. */
    public boolean hasHeldItems() {
        return hasHeldItems;
    }
}
