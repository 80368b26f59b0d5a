package dev.parlando.audio.telephony.rtp;

import dev.parlando.internal.event.EventDispatcher;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the datagrams of the peer and passes them to the listener.
 *
 * <p>It also reads without a listener: otherwise, the buffer of each socket would fill with up to 200 KB of old packets.
 *
 * <p>Threading: confined to the pace thread. Cost: allocates per packet only for a listener.
 */
final class RtpReceiver {
    /** The datagrams read per call, so that a flood does not delay other legs. */
    private static final int MAX_READS = 16;

    private static final int MAX_DATAGRAM_BYTES = 2048;

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final RtpHeader header = new RtpHeader();
    private final TelephoneEvents events = new TelephoneEvents();
    private final int eventPayloadType;
    private final InstantSource wallClock;
    private final RtpCounters counters;
    private final @Nullable EventDispatcher<RtpListener> listeners;
    private final RtcpReader control;

    RtpReceiver(
            int ssrc,
            int clockRateHz,
            int eventPayloadType,
            @Nullable RtpListener listener,
            InstantSource wallClock,
            RtpCounters counters) {
        this.eventPayloadType = eventPayloadType;
        this.wallClock = wallClock;
        this.counters = counters;
        this.listeners = listener == null ? null : dispatcher(listener);
        this.control = new RtcpReader(
                ssrc,
                clockRateHz,
                report -> dispatch(target -> target.onReport(report)),
                () -> dispatch(RtpListener::onBye));
    }

    private static EventDispatcher<RtpListener> dispatcher(RtpListener listener) {
        EventDispatcher<RtpListener> dispatcher = new EventDispatcher<>("RTP session");
        dispatcher.add(listener);
        return dispatcher;
    }

    private void dispatch(Consumer<RtpListener> event) {
        if (listeners != null) {
            listeners.dispatch(event);
        }
    }

    /** Reads the datagrams that have arrived on a socket. */
    void readAll(DatagramChannel channel) {
        for (int i = 0; i < MAX_READS && readOne(channel); i++) {
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
        boolean valid = RtcpReader.isRtcp(received)
                ? control.read(received, NtpTime.compact(NtpTime.of(wallClock.instant())))
                : acceptMedia(received);
        if (!valid) {
            counters.datagramsIgnored.incrementAndGet();
        }
    }

    private boolean acceptMedia(ByteBuffer received) {
        if (!header.read(received)) {
            return false;
        }
        counters.packetsReceived.incrementAndGet();
        if (listeners != null) {
            report(received);
        }
        return true;
    }

    private void report(ByteBuffer payload) {
        if (header.payloadType() == eventPayloadType) {
            char digit = events.digit(header.timestamp(), payload);
            if (digit != TelephoneEvents.NONE) {
                dispatch(target -> target.onDigit(digit));
            }
        } else {
            ReceivedRtp packet = new ReceivedRtp(
                    header.payloadType(),
                    header.marker(),
                    header.sequence(),
                    Integer.toUnsignedLong(header.timestamp()),
                    copy(payload));
            dispatch(target -> target.onMedia(packet));
        }
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
