package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.Packet;
import java.nio.ByteBuffer;

/** A packet with the given payload, behind room for a header. */
final class FakePacket implements Packet {
    private final ByteBuffer memory;

    FakePacket(byte... payload) {
        memory = ByteBuffer.allocateDirect(MAX_HEADER_BYTES + payload.length)
                .position(MAX_HEADER_BYTES)
                .put(payload);
    }

    @Override
    public ByteBuffer buffer(int headerBytes) {
        return memory.limit(memory.capacity()).position(MAX_HEADER_BYTES - headerBytes);
    }

    @Override
    public int payloadBytes() {
        return memory.capacity() - MAX_HEADER_BYTES;
    }

    @Override
    public long index() {
        return 0;
    }

    @Override
    public long mediaTimeSamples() {
        return 0;
    }

    @Override
    public boolean startsTalkSpurt() {
        return false;
    }

    @Override
    public boolean isSilence() {
        return false;
    }
}
