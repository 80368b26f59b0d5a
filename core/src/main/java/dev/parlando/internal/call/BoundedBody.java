package dev.parlando.internal.call;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A buffer that collects a body up to a limit and ignores the rest. Owned by one event loop. */
final class BoundedBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int maxBytes;
    private boolean exceeded;

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Copies the bytes that fit; the caller still owns {@code data}. */
    void add(ByteBuf data) {
        int room = maxBytes - bytes.size();
        exceeded |= data.readableBytes() > room;
        try {
            data.readBytes(bytes, Math.min(room, data.readableBytes()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    boolean exceeded() {
        return exceeded;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
