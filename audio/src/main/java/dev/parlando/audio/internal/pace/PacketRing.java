package dev.parlando.audio.internal.pace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free queue of packets between one producer thread and one consumer thread. The packets are slots of one buffer,
 * each with room for a header in front of its payload.
 *
 * <p>Threading: the producer fills and publishes slots. The consumer reads and releases them. Neither blocks. Cost: no
 * allocation after construction.
 */
public final class PacketRing {
    private final ByteBuffer writer;
    private final ByteBuffer reader;
    private final int headerBytes;
    private final int payloadBytes;
    private final int slots;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    /** Whether the writer stands within a slot that is not published yet. Owned by the producer. */
    private boolean slotOpen;

    /**
     * Creates an empty ring of all slots that fit into a block.
     *
     * @param block zero-based memory, which the ring owns while it is in use
     * @param headerBytes the room for a header in front of each payload
     */
    public PacketRing(ByteBuffer block, int headerBytes, int payloadBytes) {
        this.headerBytes = headerBytes;
        this.payloadBytes = payloadBytes;
        this.slots = block.capacity() / (headerBytes + payloadBytes);
        this.writer = block.duplicate();
        this.reader = block.duplicate();
    }

    /** Sets the byte order in which the producer writes. */
    public PacketRing order(ByteOrder order) {
        writer.order(order);
        return this;
    }

    /** Returns the number of slots. */
    public int slots() {
        return slots;
    }

    /** Returns the number of published packets. The producer may read too high a value, the consumer too low a value. */
    public int size() {
        return (int) (published.getAcquire() - released.getAcquire());
    }

    /**
     * Returns the unwritten part of the current slot, or {@code null} if all slots are in use. Called by the producer.
     */
    public @Nullable ByteBuffer writable() {
        if (!slotOpen) {
            long next = published.getPlain();
            if (next - released.getAcquire() >= slots) {
                return null;
            }
            moveTo(writer, next, 0);
            slotOpen = true;
        }
        return writer;
    }

    /** Publishes the current slot if it is full. Called by the producer. */
    public boolean publishIfFull() {
        if (!slotOpen || writer.hasRemaining()) {
            return false;
        }
        slotOpen = false;
        published.setRelease(published.getPlain() + 1);
        return true;
    }

    /**
     * Fills up the current slot, if it has any byte of a whole sample, and publishes it. Called by the producer at the
     * end of the stream.
     *
     * @param silence the byte that fills the slot
     * @param bytesPerSample the length of a sample; the bytes of an incomplete one are replaced
     */
    public void pad(byte silence, int bytesPerSample) {
        if (!slotOpen) {
            return;
        }
        int written = payloadBytes - writer.remaining();
        int whole = written - written % bytesPerSample;
        writer.position(writer.position() - written + whole);
        if (whole > 0) {
            while (writer.hasRemaining()) {
                writer.put(silence);
            }
            publishIfFull();
        }
    }

    /**
     * Returns the oldest packet with {@code header} bytes in front of its payload, until {@link #release}. Called by the
     * consumer, and only if the ring is not empty.
     */
    public ByteBuffer packet(int header) {
        return moveTo(reader, released.getPlain(), header);
    }

    private ByteBuffer moveTo(ByteBuffer view, long packet, int header) {
        int payload = (int) (packet % slots) * (headerBytes + payloadBytes) + headerBytes;
        return view.limit(payload + payloadBytes).position(payload - header);
    }

    /** Releases the slot of the oldest packet. Called by the consumer. */
    public void release() {
        released.setRelease(released.getPlain() + 1);
    }
}
