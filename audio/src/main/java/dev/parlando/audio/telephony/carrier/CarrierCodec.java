package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.Packet;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of one carrier, for one call: it reads the carrier's messages and writes audio, marks and clears. Each call
 * has a codec of its own. Implement it for a carrier that is not among those of this package.
 *
 * <p>A codec ignores unknown events and fields, since carriers add them at any time.
 *
 * <p>Threading: one thread at a time reads, and one at a time writes, after the start. They are the event loop of a
 * {@link CarrierServer} and a pace thread, so that the methods must be quick and must never block. An exception ends its
 * call only.
 */
public interface CarrierCodec {
    /** Reads a text message, which is valid only during the call. */
    void readText(ByteBuffer utf8, CarrierEvents events);

    /** Reads a binary message, which is valid only during the call. */
    void readBinary(ByteBuffer bytes, CarrierEvents events);

    /**
     * Writes the audio of a packet. Cost: no allocation after the first packet.
     *
     * @throws dev.parlando.error.InvalidRequestException if the carrier requires packets of another length
     */
    void writeMedia(Packet packet, CarrierSocket socket);

    /** Writes a mark, which the carrier returns when everything before it has been played. */
    void writeMark(String id, CarrierSocket socket);

    /** Writes the command that discards the audio that the carrier has not played. */
    void writeClear(CarrierSocket socket);

    /**
     * Returns whether the carrier accepts audio now. The default is true, for carriers that never stop it. Called from any
     * thread.
     */
    default boolean isWritable() {
        return true;
    }

    /** Returns the WebSocket subprotocol of the dialect; null, the default, for none. */
    default @Nullable String subprotocol() {
        return null;
    }
}
