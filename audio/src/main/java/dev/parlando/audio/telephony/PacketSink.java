package dev.parlando.audio.telephony;

/**
 * A destination of the packets of one leg: a socket, a SIP stack or a carrier's connection.
 *
 * <p>Threading: all methods are called on a pace thread, which serves hundreds of legs, so every method must be quick
 * and must never block. An exception ends its leg only.
 */
@FunctionalInterface
public interface PacketSink {
    /** Sends one packet, whose bytes are valid only during the call. */
    void send(Packet packet);

    /**
     * Returns whether the transport accepts a packet now. While it does not, the speech waits. A leg that
     * {@linkplain PacePolicy#SKIP skips} skips the media time meanwhile.
     */
    default boolean isWritable() {
        return true;
    }

    /** Called after the last packet that the leg sends in one step of the clock. */
    default void flush() {}

    /** Called once when the leg ends, to release the transport. */
    default void close() {}
}
