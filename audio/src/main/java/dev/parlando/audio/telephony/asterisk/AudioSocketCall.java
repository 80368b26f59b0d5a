package dev.parlando.audio.telephony.asterisk;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.UUID;

/**
 * One call of Asterisk, which is the packet sink of its leg.
 *
 * <p>A packet is a message of its own. One that the connection does not accept, because Asterisk reads too slowly, is
 * dropped and counted.
 *
 * <p>Threading: the sink's methods are called by the leg. All others are safe for use from any thread, and none blocks.
 */
public final class AudioSocketCall implements PacketSink {
    private final AudioSocketConnection connection;
    private final UUID uuid;

    AudioSocketCall(AudioSocketConnection connection, UUID uuid) {
        this.connection = connection;
        this.uuid = uuid;
    }

    /** Returns the UUID that the dialplan passed to {@code AudioSocket()}. */
    public UUID uuid() {
        return uuid;
    }

    /** Returns the address of Asterisk. */
    public InetSocketAddress peer() {
        return connection.peer();
    }

    /** Returns the format that the leg must have: 16-bit samples in little-endian order at the rate of the server. */
    @Override
    public MediaFormat format() {
        return connection.format();
    }

    /**
     * Sets the listener, which replaces an earlier one. A listener that is set in {@link AudioSocketHandler#onCall} misses
     * no digit and not the end; audio is delivered from then on.
     */
    public void listener(AudioSocketListener listener) {
        connection.listener(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Ends a leg with this call: it is closed when either side hangs up, and fails when the connection does. If the call
     * has ended already, the leg ends now.
     */
    public void attach(TelephoneLeg leg) {
        connection.attach(Objects.requireNonNull(leg, "leg"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.parlando.error.TransportException if the call has ended, which ends a leg that is not attached
     */
    @Override
    public void send(Packet packet) {
        connection.send(packet);
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    /** Hangs up, as the leg does when it ends. */
    @Override
    public void close() {
        hangUp();
    }

    /** Hangs up. Repeated calls have no effect. */
    public void hangUp() {
        connection.hangUp();
    }

    /** Returns the counts so far. */
    public AudioSocketStatistics statistics() {
        return connection.statistics();
    }
}
