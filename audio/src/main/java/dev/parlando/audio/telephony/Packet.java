package dev.parlando.audio.telephony;

import java.nio.ByteBuffer;

/**
 * The next packet of one leg, valid only during {@link PacketSink#send}.
 *
 * <p>The pacer owns and reuses the object and its memory, so a sink must not keep them. It may change the bytes, for
 * example to encrypt them in place. Cost: no allocation and no copy; the header of a transport is written in front of the
 * payload.
 */
public interface Packet {
    /** The maximum length of a header in front of the payload, in bytes. */
    int MAX_HEADER_BYTES = 32;

    /**
     * Returns a buffer from the start of a header of the given length to the end of the payload. Its position is the
     * start of the header. The payload follows; the sink fills the header with absolute or relative puts and resets the
     * position. Each call returns the same buffer again.
     *
     * @param headerBytes 0 to {@link #MAX_HEADER_BYTES}
     */
    ByteBuffer buffer(int headerBytes);

    /** Returns the length of the payload in bytes, the same for all packets of a leg. */
    int payloadBytes();

    /** Returns the number of packets that were sent before this one. */
    long index();

    /** Returns the samples of media time since the start of the leg, including skipped time. */
    long mediaTimeSamples();

    /** Returns whether this is the first packet of the leg, or the first after a clear or skipped media time. */
    boolean startsTalkSpurt();

    /** Returns whether the packet has no speech, because none is queued or its audio is late. */
    boolean isSilence();
}
