package dev.parlando.audio.telephony.asterisk;

import java.nio.ByteBuffer;

/**
 * Splits the bytes of a connection into messages: kind (1 byte), length (2 bytes, big-endian) and payload.
 *
 * <p>Threading: confined to the thread of the server. Cost: copies and allocates only for messages that arrive in parts.
 */
final class AudioSocketReader {
    static final int HEADER_BYTES = 3;

    /** The receiver of messages. */
    interface Messages {
        /** Called for each header before its payload is stored; throws an exception to refuse the message. */
        void onHeader(int kind, int payloadBytes);

        /** Called for each complete message. The payload is valid only during the call. */
        void onMessage(int kind, ByteBuffer payload);
    }

    private final Messages messages;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    /** The payload of a message of which a part has arrived. */
    private ByteBuffer stored = ByteBuffer.allocate(0);

    AudioSocketReader(Messages messages) {
        this.messages = messages;
    }

    /** Reads all bytes of a buffer. */
    void read(ByteBuffer bytes) {
        while (readHeader(bytes)) {
            int length = header.getShort(1) & 0xFFFF;
            if (stored.position() == 0 && bytes.remaining() >= length) {
                complete(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + length);
            } else if (store(bytes, length)) {
                stored.flip();
                complete(stored);
                stored.clear();
            } else {
                return;
            }
        }
    }

    /** Returns whether the header is complete, and reports a new one. */
    private boolean readHeader(ByteBuffer bytes) {
        if (!header.hasRemaining()) {
            return true;
        }
        while (header.hasRemaining() && bytes.hasRemaining()) {
            header.put(bytes.get());
        }
        if (header.hasRemaining()) {
            return false;
        }
        messages.onHeader(kind(), header.getShort(1) & 0xFFFF);
        return true;
    }

    private int kind() {
        return header.get(0) & 0xFF;
    }

    private void complete(ByteBuffer payload) {
        header.clear();
        messages.onMessage(kind(), payload);
    }

    /** Stores bytes of the payload and returns whether it is complete. */
    private boolean store(ByteBuffer bytes, int length) {
        if (stored.capacity() < length) {
            stored = ByteBuffer.allocate(length);
        }
        int count = Math.min(length - stored.position(), bytes.remaining());
        stored.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return stored.position() == length;
    }
}
