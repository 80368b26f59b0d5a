package dev.parlando.audio.telephony.rtp;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.option.OptionRange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The RTP session of one call (RFC 3550). It sends the packets of a leg to a peer over UDP, with sender reports. In
 * return it reports the digits and packets of the peer.
 *
 * <p>The socket is connected, so that only the peer's address is received from, and the peer can answer to the source
 * address (symmetric RTP). A session without a leg neither sends nor receives.
 *
 * <p>Failure: a packet that cannot be sent is lost and counted, and the call goes on.
 *
 * <p>Threading: the sink's methods are called by the leg. The others, and {@link #close()}, are safe for use from any
 * thread. Cost: no allocation and no copy per packet sent.
 */
public final class RtpSession implements PacketSink, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RtpSession.class.getName());

    /** The media time that receivers should accept in a packet (RFC 3551, section 4.2). */
    private static final int MAX_PTIME_MILLIS = 200;

    private final RtpSocket socket;
    private final InetSocketAddress local;
    private final RtpStream stream;
    private final RtpReceiver receiver;
    private final @Nullable RtcpSender reports;
    private final SessionDescription description;
    private final RtpCounters counters;
    private final AtomicBoolean closed = new AtomicBoolean();

    RtpSession(
            RtpSocket socket,
            RtpStream stream,
            RtpReceiver receiver,
            @Nullable RtcpSender reports,
            SessionDescription description,
            RtpCounters counters) {
        this.socket = socket;
        this.local = socket.local();
        this.stream = stream;
        this.receiver = receiver;
        this.reports = reports;
        this.description = description;
        this.counters = counters;
    }

    /**
     * Returns a builder for a session with a peer.
     *
     * @param format G.711, or 16-bit samples in big-endian order
     * @param host the name or address of the peer
     * @param port the RTP port of the peer, 1 to 65,535, or to 65,534 if RTCP uses the next port
     */
    public static RtpSessionBuilder builder(MediaFormat format, String host, int port) {
        return new RtpSessionBuilder(format, host, port);
    }

    /** Runs the listener on threads that the sessions of all legs share. */
    @Override
    public void start(Executor callbacks) {
        receiver.useThreads(Objects.requireNonNull(callbacks, "callbacks"));
    }

    @Override
    public void send(Packet packet) {
        ByteBuffer bytes = stream.withHeader(packet);
        try {
            if (socket.media().write(bytes) > 0) {
                counters.packetsSent.incrementAndGet();
                counters.payloadBytesSent.addAndGet(packet.payloadBytes());
            } else {
                counters.packetsDropped.incrementAndGet();
            }
        } catch (PortUnreachableException e) { // Reports an earlier packet; the system has not sent this one.
            counters.packetsUnreachable.incrementAndGet();
        } catch (ClosedChannelException e) {
            counters.packetsDropped.incrementAndGet();
        } catch (IOException e) {
            countFailure(e);
        }
    }

    private void countFailure(IOException failure) {
        if (counters.packetsFailed.getAndIncrement() == 0) {
            BackgroundLog.write(() -> LOG.log(
                    System.Logger.Level.WARNING,
                    "RTP packets to " + description.peer() + " cannot be sent (logged once, counted as packetsFailed)",
                    failure));
        }
    }

    /** Sends a report if one is due, and reads the packets of the peer. */
    @Override
    public void flush() {
        if (reports != null) {
            reports.sendReportIfDue(stream.timestamp());
        }
        receiver.read(socket);
    }

    /** Returns the format of the session, which its leg must have. */
    @Override
    public MediaFormat format() {
        return description.format();
    }

    /** Returns the local address and port of RTP. */
    public InetSocketAddress localAddress() {
        return local;
    }

    /** Returns the identifier of the stream in its packets, 0 to 2<sup>32</sup>-1. */
    public long ssrc() {
        return Integer.toUnsignedLong(stream.ssrc());
    }

    /**
     * Returns the SDP text with which a receiver on the peer's machine opens the stream, such as a file for ffmpeg.
     *
     * @param ptimeMillis the media time per packet, as set for the leg, 1 to 200
     * @throws InvalidRequestException if the time is out of range
     */
    public String sdp(int ptimeMillis) {
        OptionRange.checkRange("ptimeMillis", ptimeMillis, 1, MAX_PTIME_MILLIS);
        return description.text(local.getAddress(), ptimeMillis);
    }

    /** Returns the counts so far. */
    public RtpStatistics statistics() {
        return counters.snapshot();
    }

    /** Sends an RTCP goodbye and closes the sockets. Later packets are counted as dropped. Repeated calls do nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (reports != null) {
            reports.sendGoodbye(stream.timestamp());
        }
        socket.close();
    }
}
