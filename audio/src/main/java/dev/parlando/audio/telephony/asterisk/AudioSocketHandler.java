package dev.parlando.audio.telephony.asterisk;

import dev.parlando.error.ParlandoException;
import java.net.InetSocketAddress;

/**
 * The application's part of an {@link AudioSocketServer}: it accepts calls.
 *
 * <p>Threading: the calls of a server may arrive concurrently, each on a thread of its own.
 */
@FunctionalInterface
public interface AudioSocketHandler {
    /**
     * Called when Asterisk has opened a connection and sent the UUID of the call. The handler either starts a leg with the
     * call as its packet sink, or hangs up. It should start the leg soon, since Asterisk ends a call after two seconds
     * without audio. An exception ends the call.
     */
    void onCall(AudioSocketCall call);

    /** Called when a connection is refused because it does not start with a UUID. By default this is only logged. */
    default void onRefused(InetSocketAddress peer, ParlandoException reason) {}
}
