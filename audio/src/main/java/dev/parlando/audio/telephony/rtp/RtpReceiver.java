package dev.parlando.audio.telephony.rtp;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the datagrams of the peer and passes them to the listener.
 *
 * <p>It also reads without a listener: otherwise, the buffer of each socket would fill with up to 200 KB of old packets.
 *
 * <p>Threading: confined to the pace thread. Cost: allocates per packet only for a listener.
 */
final class RtpReceiver {
    /** The datagrams read per packet sent, so that a flood does not delay other legs. */
    private static final int MAX_READS = 16;
    /** The packets sent per reading if no listener waits for the result. */
    static final int PACKETS_PER_UNHEARD_READ = 10;

    private static final int MAX_DATAGRAM_BYTES = 2048;

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final RtpHeader header = new RtpHeader();
    private final TelephoneEvents digits = new TelephoneEvents();
    private final int eventPayloadType;
    private final LongSupplier nanoClock;
    private final RtpCounters counters;
    private final @Nullable RtpEvents events;
    private final RtcpReader control;
    private int packetsUntilRead;

    RtpReceiver(
            int ssrc,
            int clockRateHz,
            int eventPayloadType,
            @Nullable RtpListener listener,
            SentReports sent,
            LongSupplier nanoClock,
            RtpCounters counters) {
        this.eventPayloadType = eventPayloadType;
        this.nanoClock = nanoClock;
        this.counters = counters;
        this.events = listener == null ? null : new RtpEvents(listener);
        this.control = new RtcpReader(
                ssrc,
                clockRateHz,
                sent,
                report -> dispatch(target -> target.onReport(report)),
                () -> dispatch(RtpListener::onBye));
    }

    private void dispatch(Consumer<RtpListener> event) {
        if (events != null) {
            events.dispatch(event);
        }
    }

    /** Dispatches the events on threads that sessions share. */
    void useThreads(Executor shared) {
        if (events != null) {
            events.useThreads(shared);
        }
    }

    /**
     * Reads the sockets after a packet was sent. Without a listener, it does so after every tenth, since reading two empty
     * sockets takes a fifth of the time of a write.
     */
    void read(RtpSocket socket) {
        int packets = events == null ? PACKETS_PER_UNHEARD_READ : 1;
        if (--packetsUntilRead > 0) {
            return;
        }
        packetsUntilRead = packets;
        readAll(socket.media(), packets * MAX_READS);
        if (socket.control() != null) {
            readAll(socket.control(), packets * MAX_READS);
        }
    }

    private void readAll(DatagramChannel channel, int maxReads) {
        for (int i = 0; i < maxReads && readOne(channel); i++) {
            accept(datagram.flip());
        }
    }

    private boolean readOne(DatagramChannel channel) {
        datagram.clear();
        try {
            return channel.read(datagram) > 0;
        } catch (PortUnreachableException e) {
            return false; // It belongs to an earlier packet.
        } catch (IOException closedOrFailed) {
            return false; // Sending reports the failure.
        }
    }

    void accept(ByteBuffer received) {
        boolean valid =
                RtcpReader.isRtcp(received) ? control.read(received, nanoClock.getAsLong()) : acceptMedia(received);
        if (!valid) {
            counters.datagramsIgnored.incrementAndGet();
        }
    }

    private boolean acceptMedia(ByteBuffer received) {
        if (!header.read(received)) {
            return false;
        }
        counters.packetsReceived.incrementAndGet();
        if (events != null) {
            report(events, received);
        }
        return true;
    }

    private void report(RtpEvents target, ByteBuffer payload) {
        if (header.payloadType() == eventPayloadType) {
            char digit = digits.digit(header.ssrc(), header.timestamp(), payload);
            if (digit != TelephoneEvents.NONE) {
                target.dispatch(listener -> listener.onDigit(digit));
            }
        } else if (target.acceptsMedia()) {
            ReceivedRtp packet = new ReceivedRtp(
                    header.payloadType(),
                    header.marker(),
                    header.sequence(),
                    Integer.toUnsignedLong(header.timestamp()),
                    copy(payload));
            target.onMedia(packet);
        }
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
