package dev.parlando.internal.event;

import io.netty.handler.codec.ByteToMessageDecoder;

/** The buffers in which decoders collect the bytes of a connection until a message is complete. Stateless. */
public final class ReadBuffers {
    private ReadBuffers() {}

    /**
     * Lets a decoder drop the decoded bytes of its buffer after each read. By default, Netty keeps them for 16 reads. A
     * busy connection then needs a buffer of up to 4 MiB, and the allocator keeps memory for eight buffers of that size.
     */
    public static void keepShort(ByteToMessageDecoder decoder) {
        decoder.setDiscardAfterReads(1);
    }
}
