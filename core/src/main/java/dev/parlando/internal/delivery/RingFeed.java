package dev.parlando.internal.delivery;

import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The publisher of one stream's items to their path, in order. It holds items until the consumer has room for them.
 *
 * <p>At most {@value #MAX_IN_FLIGHT_ITEMS} items of a stream are in flight between the loop and its handler, so that a
 * stalled stream cannot fill a ring. The held bytes are bounded by the stream's flow-control window. The memory
 * behind them is bounded by copying small pieces together. A window bounds neither the number of frames nor the size of
 * network buffers: a small slice retains its whole buffer, with the bytes of other streams.
 *
 * <p>Threading: owned by the event loop. The ring thread reports its progress through {@link StreamProgress}.
 */
public final class RingFeed {
    static final int MAX_IN_FLIGHT_ITEMS = 16;
    /**
     * Items in flight at which the ring thread asks for held ones. It still has work for a while, so that the loop is
     * woken once for several items.
     */
    static final int LOW_WATER_ITEMS = MAX_IN_FLIGHT_ITEMS / 2;
    /**
     * Capacity for one DATA frame of the largest size that peers may send (RFC 9113, section 6.5.2), or many small
     * ones.
     */
    private static final int COALESCED_BYTES = 16_384;

    /** Held buffers smaller than this are copied. */
    static final int SMALL_BYTES = COALESCED_BYTES + 1;

    private final ItemPath path;
    private final ItemPath.Target target;
    private final StreamProgress progress;
    private final ByteBufAllocator allocator;
    private final Runnable onRoom;
    private final ArrayDeque<Object> heldItems = new ArrayDeque<>();
    private @Nullable ByteBuf coalescingBuffer;
    private @Nullable Object finalItem;
    private @Nullable Object immediateItem;
    private boolean sealed;
    private boolean awaitsRoom;
    private long publishedItems;

    /**
     * Creates a feed that holds nothing.
     *
     * @param guard wraps the steps of the feed that the loop runs by itself
     */
    public RingFeed(
            ItemPath path,
            ItemPath.Target target,
            StreamProgress progress,
            ByteBufAllocator allocator,
            UnaryOperator<Runnable> guard) {
        this.path = path;
        this.target = target;
        this.progress = progress;
        this.allocator = allocator;
        this.onRoom = guard.apply(this::onRoom);
    }

    /** Returns whether items wait for room. */
    boolean hasHeldItems() {
        return !heldItems.isEmpty();
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
        publishHeld();
    }

    /** Replaces all held items with one last item, which is published regardless of the in-flight limit. */
    public void offerFinal(Object item) {
        if (sealed) {
            return;
        }
        sealed = true;
        heldItems.forEach(held -> UnexpectedFailure.contain(() -> ReferenceCountUtil.release(held)));
        heldItems.clear();
        coalescingBuffer = null;
        finalItem = item;
        publishHeld();
    }

    /** Publishes an item out of order and uncounted. It ends a hold, so it must not wait behind held items. */
    public void offerImmediate(Object item) {
        if (!tryPass(item)) {
            immediateItem = item;
        }
    }

    /** Publishes as many held items as possible; called when the consumer has made room. */
    public void publishHeld() {
        if (immediateItem != null && tryPass(immediateItem)) {
            immediateItem = null;
        }
        if (finalItem != null) {
            if (tryPass(finalItem)) {
                finalItem = null;
            }
            return;
        }
        do {
            publishWhilePossible();
        } while (hasHeldItems() && !awaitsRoom && progress.signalAtItem(publishedItems - LOW_WATER_ITEMS));
        if (!hasHeldItems() || awaitsRoom) {
            progress.signalAtNoItem();
        }
    }

    private void onRoom() {
        awaitsRoom = false;
        publishHeld();
    }

    private void publishWhilePossible() {
        Object next;
        while ((next = heldItems.peek()) != null && tryPublish(next)) {
            heldItems.poll();
            if (next == coalescingBuffer) {
                coalescingBuffer = null;
            }
        }
    }

    private boolean tryPublish(Object item) {
        if (publishedItems - progress.doneItems() >= MAX_IN_FLIGHT_ITEMS || !tryPass(item)) {
            return false;
        }
        publishedItems++;
        return true;
    }

    private boolean tryPass(Object item) {
        if (path.tryPublish(target, item)) {
            return true;
        }
        if (!awaitsRoom) {
            awaitsRoom = true;
            path.awaitRoom(onRoom);
        }
        return false;
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
