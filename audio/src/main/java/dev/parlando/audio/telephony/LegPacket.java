package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.PacketRing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The packet object of one leg, which is reused. Owned by the pace thread. */
final class LegPacket implements Packet {
    private final int payloadBytes;
    private final byte[] silence;
    private final ByteBuffer silentPacket;
    private @Nullable PacketRing ring;
    private long index;
    private long mediaTimeSamples;
    private boolean startsTalkSpurt = true;

    LegPacket(LegSettings settings) {
        payloadBytes = settings.payloadBytes();
        silence = new byte[payloadBytes];
        Arrays.fill(silence, settings.format().silence());
        silentPacket = ByteBuffer.allocateDirect(MAX_HEADER_BYTES + payloadBytes);
    }

    /** Sets the payload: the next packet of the ring, or silence if it is null. */
    void set(@Nullable PacketRing ring) {
        this.ring = ring;
        if (ring == null) {
            // Written each time, since a sink may have encrypted the payload in place.
            silentPacket.clear().position(MAX_HEADER_BYTES).put(silence);
        }
    }

    /** Advances to the next packet after this one was sent. */
    void advance(int samples) {
        index++;
        mediaTimeSamples += samples;
        startsTalkSpurt = false;
    }

    /** Advances the media time without a packet. The next one starts a talk spurt. */
    void skip(long samples) {
        mediaTimeSamples += samples;
        startsTalkSpurt = true;
    }

    @Override
    public ByteBuffer buffer(int headerBytes) {
        if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(headerBytes + " header bytes are not from 0 to " + MAX_HEADER_BYTES);
        }
        PacketRing speech = ring;
        return speech == null
                ? silentPacket.clear().position(MAX_HEADER_BYTES - headerBytes)
                : speech.packet(headerBytes);
    }

    @Override
    public int payloadBytes() {
        return payloadBytes;
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public long mediaTimeSamples() {
        return mediaTimeSamples;
    }

    @Override
    public boolean startsTalkSpurt() {
        return startsTalkSpurt;
    }

    @Override
    public boolean isSilence() {
        return ring == null;
    }
}
