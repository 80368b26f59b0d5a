package dev.parlando.audio.telephony.rtp;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.option.OptionRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A builder for an {@link RtpSession}, which validates its options in {@link #open()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class RtpSessionBuilder {
    private static final int PCMU = 0;
    private static final int PCMA = 8;
    private static final int L16_MONO_44100 = 11;
    private static final int L16_MONO_44100_HZ = 44_100;
    private static final int FIRST_DYNAMIC = 96;
    private static final int UNSET = -1;
    /** The payload types that RTCP packet types would collide with on one port (RFC 5761, section 4). */
    private static final int MIN_RTCP_CONFLICT = 64;

    private static final int MAX_RTCP_CONFLICT = 95;
    private static final int MAX_NAME_BYTES = 255;
    /** The random bytes of a canonical name (RFC 7022, section 4.2). */
    private static final int NAME_BYTES = 12;

    private final MediaFormat format;
    private final String host;
    private final int port;
    private int payloadType = UNSET;
    private int eventPayloadType = 101;
    private RtcpMode rtcp = RtcpMode.NEXT_PORT;
    private boolean expeditedForwarding;
    private @Nullable InetSocketAddress local;
    private @Nullable String canonicalName;
    private @Nullable RtpListener listener;
    private RandomGenerator random = new SecureRandom();
    private LongSupplier nanoClock = System::nanoTime;
    private InstantSource wallClock = InstantSource.system();

    RtpSessionBuilder(MediaFormat format, String host, int port) {
        this.format = Objects.requireNonNull(format, "format");
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
    }

    /**
     * Sets the payload type, 0 to 127. The default is 0 for &micro;-law, 8 for A-law, 11 for 16-bit samples at 44.1 kHz,
     * and 96 for other formats.
     */
    public RtpSessionBuilder payloadType(int payloadType) {
        OptionRange.checkRange("payloadType", payloadType, 0, 127);
        this.payloadType = payloadType;
        return this;
    }

    /** Sets the payload type of the telephone events that the peer sends, 0 to 127; the default is 101. */
    public RtpSessionBuilder eventPayloadType(int eventPayloadType) {
        OptionRange.checkRange("eventPayloadType", eventPayloadType, 0, 127);
        this.eventPayloadType = eventPayloadType;
        return this;
    }

    /** Sets the port of RTCP; the default is {@link RtcpMode#NEXT_PORT}. */
    public RtpSessionBuilder rtcp(RtcpMode rtcp) {
        this.rtcp = Objects.requireNonNull(rtcp, "rtcp");
        return this;
    }

    /**
     * Sends from a local address, with port 0 for any. By default the route to the peer determines the address. With
     * {@link RtcpMode#NEXT_PORT} the port after it must be free, too.
     */
    public RtpSessionBuilder bind(InetSocketAddress local) {
        this.local = Objects.requireNonNull(local, "local");
        return this;
    }

    /** Marks the packets for expedited forwarding (DSCP 46), as routers expect of voice. By default they are not marked. */
    public RtpSessionBuilder expeditedForwarding() {
        this.expeditedForwarding = true;
        return this;
    }

    /**
     * Sets the canonical name in sender reports, 1 to 255 bytes of UTF-8. The default is a random name per session, which
     * identifies no person or machine.
     */
    public RtpSessionBuilder canonicalName(String canonicalName) {
        this.canonicalName = Objects.requireNonNull(canonicalName, "canonicalName");
        return this;
    }

    /** Sets the listener for the packets of the peer. Without one, they are only counted. */
    public RtpSessionBuilder listener(RtpListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    RtpSessionBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    RtpSessionBuilder clocks(LongSupplier nanoClock, InstantSource wallClock) {
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        return this;
    }

    /**
     * Resolves the peer, which may block, and opens the sockets.
     *
     * @throws InvalidRequestException if an option is out of range or excluded by another
     * @throws TransportException if the host cannot be resolved, a local port is taken or the peer has no route
     */
    public RtpSession open() {
        OptionRange.checkRange(
                "port", port, 1, rtcp == RtcpMode.NEXT_PORT ? RtpSocket.MAX_PORT - 1 : RtpSocket.MAX_PORT);
        if (format.encoding() == MediaFormat.Encoding.LINEAR16 && format.byteOrder() != ByteOrder.BIG_ENDIAN) {
            throw new InvalidRequestException("format", format + " is not in network byte order, BIG_ENDIAN");
        }
        checkLocal();
        int type = payloadType == UNSET ? defaultPayloadType() : payloadType;
        checkPayloadTypes(type);
        String name = name();
        InetSocketAddress peer = new InetSocketAddress(resolve(), port);
        RtpSocket socket = RtpSocket.open(local, peer, rtcp, expeditedForwarding);
        RtpStream stream = new RtpStream(type, random);
        RtpCounters counters = new RtpCounters();
        SentReports sent = new SentReports();
        return new RtpSession(
                socket,
                stream,
                new RtpReceiver(
                        stream.ssrc(), format.sampleRateHz(), eventPayloadType, listener, sent, nanoClock, counters),
                rtcp == RtcpMode.OFF ? null : reports(socket, stream.ssrc(), name, counters, sent),
                new SessionDescription(peer, format, type, listener == null ? UNSET : eventPayloadType, rtcp),
                counters);
    }

    private RtcpSender reports(RtpSocket socket, int ssrc, String name, RtpCounters counters, SentReports sent) {
        return new RtcpSender(
                socket.control() == null ? socket.media() : socket.control(),
                new RtcpWriter(ssrc, name),
                new RtcpTimer(random, nanoClock.getAsLong()),
                nanoClock,
                wallClock,
                counters,
                sent);
    }

    private void checkLocal() {
        if (local != null && local.isUnresolved()) {
            throw new InvalidRequestException("bind", local + " is not resolved; use an address of this machine");
        }
        if (local != null && local.getPort() == RtpSocket.MAX_PORT && rtcp == RtcpMode.NEXT_PORT) {
            throw new InvalidRequestException("bind", "port 65535 leaves no port for RTCP; use one up to 65534");
        }
    }

    private int defaultPayloadType() {
        return switch (format.encoding()) {
            case ULAW -> PCMU;
            case ALAW -> PCMA;
            case LINEAR16 -> format.sampleRateHz() == L16_MONO_44100_HZ ? L16_MONO_44100 : FIRST_DYNAMIC;
        };
    }

    private void checkPayloadTypes(int type) {
        checkCollision("payloadType", type);
        checkCollision("eventPayloadType", eventPayloadType);
        if (type == eventPayloadType) {
            throw new InvalidRequestException("eventPayloadType", type + " is the payload type of the media, too");
        }
    }

    private void checkCollision(String option, int type) {
        if (rtcp == RtcpMode.MULTIPLEXED && type >= MIN_RTCP_CONFLICT && type <= MAX_RTCP_CONFLICT) {
            throw new InvalidRequestException(option, type + " collides with RTCP on the same port; use 96 to 127");
        }
    }

    private InetAddress resolve() {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isMulticastAddress() || address.isAnyLocalAddress()) {
                throw new InvalidRequestException("host", host + " is not the address of one peer");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new TransportException(
                    "the RTP peer " + host + " cannot be resolved; check its name or use an address",
                    e,
                    RequestProgress.NOT_SENT);
        }
    }

    private String name() {
        if (canonicalName == null) {
            byte[] bytes = new byte[NAME_BYTES];
            random.nextBytes(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        OptionRange.checkRange(
                "canonicalName bytes", canonicalName.getBytes(StandardCharsets.UTF_8).length, 1, MAX_NAME_BYTES);
        return canonicalName;
    }
}
