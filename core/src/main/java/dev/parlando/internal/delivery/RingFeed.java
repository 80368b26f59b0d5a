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
 * <p>Threading: owned by the event loop, except {@link #itemDone()} and {@link #isHolding()}.
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
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private @Nullable ByteBuf coalescing;
    private @Nullable Object urgent;
    private @Nullable Object outOfTurn;
    private boolean sealed;
    private long publishedItems;

    private volatile long doneItems;
    private volatile boolean holding;

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
        if (held.isEmpty() && urgent == null && tryPublish(item)) {
            return;
        }
        hold(item);
        holding = true;
        // The consumer may have finished its last item before it could see the flag.
        pump();
    }

    /** Replaces all that is held by one last item, which does not wait for its turn. */
    public void offerLast(Object item) {
        if (sealed) {
            return;
        }
        sealed = true;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        coalescing = null;
        urgent = item;
        pump();
    }

    /** Publishes an item that has no turn and is not counted: it ends a hold, so it cannot wait for one. */
    public void offerOutOfTurn(Object item) {
        if (!ring.tryPublish(target, item)) {
            outOfTurn = item;
        }
    }

    /** Hands on what has become possible; to be called when the consumer or the ring made room. */
    public void pump() {
        if (outOfTurn != null && ring.tryPublish(target, outOfTurn)) {
            outOfTurn = null;
        }
        if (urgent != null) {
            if (ring.tryPublish(target, urgent)) {
                urgent = null;
            }
            return;
        }
        Object next;
        while ((next = held.peek()) != null && tryPublish(next)) {
            held.poll();
            if (next == coalescing) {
                coalescing = null;
            }
        }
        holding = !held.isEmpty();
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
            held.add(item);
            coalescing = null;
            return;
        }
        ByteBuf into = coalescing;
        if (into == null || into.writableBytes() < data.readableBytes()) {
            into = allocator.ioBuffer(COALESCED_BYTES, COALESCED_BYTES);
            coalescing = into;
            held.add(into);
        }
        into.writeBytes(data);
        data.release();
    }

    /** Is told by the ring thread that the consumer is through with one item. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The ring thread is the only writer.
    public void itemDone() {
        doneItems++;
    }

    /** Tells the ring thread whether the loop waits to be told about progress. */
    public boolean isHolding() {
        return holding;
    }
}
