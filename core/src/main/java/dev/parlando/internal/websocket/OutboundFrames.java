package dev.parlando.internal.websocket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The encoded frames that wait for the event loop. It has two byte arrays: one collects frames while the loop copies the
 * other. They grow to the size of one batch, and no message allocates memory after that.
 *
 * <p>Source: RFC 6455, section 5.2. Frames of a client are masked.
 *
 * <p>Threading: {@link #add} is safe for use from any thread; {@link #take} is called on the event loop only. The lock is
 * held to copy one message, and by the loop only to exchange the arrays.
 */
final class OutboundFrames {
    static final int TEXT = 1;
    static final int BINARY = 2;

    private static final int INITIAL_BYTES = 512;
    /** Length of the longest array that is kept for the next batch. */
    private static final int MAX_KEPT_BYTES = 32 * 1024;

    private static final int MAX_HEADER_BYTES = 14;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_SHORT_BYTES = 125;
    private static final int LENGTH_OF_2_BYTES = 126;
    private static final int LENGTH_OF_8_BYTES = 127;
    private static final int MAX_2_BYTES = 0xFFFF;

    private final boolean masked;
    private final int maxBytes;
    private byte[] spare = new byte[INITIAL_BYTES];

    @GuardedBy("this")
    private byte[] filling = new byte[INITIAL_BYTES];

    @GuardedBy("this")
    private int length;

    private volatile int pendingBytes;

    OutboundFrames(boolean masked, int maxBytes) {
        this.masked = masked;
        this.maxBytes = maxBytes;
    }

    /** Returns the number of bytes that the loop has not taken. */
    int pendingBytes() {
        return pendingBytes;
    }

    /** Adds a message in one frame and leaves the position of the payload; returns false if there is no room. */
    synchronized boolean add(int opcode, ByteBuffer payload) {
        int payloadBytes = payload.remaining();
        long needed = (long) length + MAX_HEADER_BYTES + payloadBytes;
        if (needed > maxBytes) {
            return false;
        }
        if (needed > filling.length) {
            byte[] longer = new byte[(int) Math.min(maxBytes, Math.max(needed, 2L * filling.length))];
            System.arraycopy(filling, 0, longer, 0, length);
            filling = longer;
        }
        addHeader(opcode, payloadBytes);
        int mask = masked ? addMask() : 0;
        payload.get(payload.position(), filling, length, payloadBytes);
        if (masked) {
            applyMask(mask, payloadBytes);
        }
        length += payloadBytes;
        pendingBytes = length;
        return true;
    }

    @GuardedBy("this")
    private void addHeader(int opcode, int payloadBytes) {
        int maskBit = masked ? MASKED : 0;
        filling[length++] = (byte) (FINAL | opcode);
        if (payloadBytes <= MAX_SHORT_BYTES) {
            filling[length++] = (byte) (maskBit | payloadBytes);
        } else if (payloadBytes <= MAX_2_BYTES) {
            filling[length++] = (byte) (maskBit | LENGTH_OF_2_BYTES);
            addBigEndian(payloadBytes, Short.BYTES);
        } else {
            filling[length++] = (byte) (maskBit | LENGTH_OF_8_BYTES);
            addBigEndian(payloadBytes, Long.BYTES);
        }
    }

    /** Adds a masking key. It protects proxies from scripts that choose the payload, of which there are none here. */
    @GuardedBy("this")
    private int addMask() {
        int mask = ThreadLocalRandom.current().nextInt();
        addBigEndian(mask & 0xFFFF_FFFFL, Integer.BYTES);
        return mask;
    }

    @GuardedBy("this")
    private void addBigEndian(long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            filling[length++] = (byte) (value >> shift);
        }
    }

    @GuardedBy("this")
    private void applyMask(int mask, int payloadBytes) {
        for (int index = 0; index < payloadBytes; index++) {
            filling[length + index] ^= (byte) (mask >> (Byte.SIZE * (3 - index % Integer.BYTES)));
        }
    }

    /** Returns all frames in a new buffer, which the caller owns; null if there are none. */
    @Nullable
    ByteBuf take(ByteBufAllocator allocator) {
        int bytes = pendingBytes;
        return bytes == 0 ? null : drainTo(allocator.directBuffer(bytes));
    }

    /** Moves all frames to a buffer. */
    ByteBuf drainTo(ByteBuf target) {
        byte[] batch;
        int batchBytes;
        synchronized (this) {
            batch = filling;
            batchBytes = length;
            filling = spare;
            length = 0;
            pendingBytes = 0;
        }
        spare = batch.length > MAX_KEPT_BYTES ? new byte[INITIAL_BYTES] : batch;
        return target.writeBytes(batch, 0, batchBytes);
    }
}
