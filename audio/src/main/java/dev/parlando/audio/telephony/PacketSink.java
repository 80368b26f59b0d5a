package dev.parlando.audio.telephony;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A destination of the packets of one leg: a socket, a SIP stack or a carrier's connection.
 *
 * <p>Threading: {@link #start} and {@link #format} are called on the caller's thread, all others on a pace thread. That
 * thread serves hundreds of legs, so every method must be quick and must never block. An exception ends its leg only.
 */
@FunctionalInterface
public interface PacketSink {
    /**
     * Called once, when a leg opens with this sink, on the caller's thread.
     *
     * @param callbacks threads for code that may block, such as listeners, which all legs of the clock share
     */
    default void start(Executor callbacks) {}

    /** Returns the only format of packets that the sink accepts; null, the default, for any. */
    default @Nullable MediaFormat format() {
        return null;
    }

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
