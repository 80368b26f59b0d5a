package dev.parlando.audio.telephony.rtp;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/**
 * The connected, non-blocking UDP sockets of a session.
 *
 * @param media the socket of RTP, and of RTCP if they share a port
 * @param control the socket of RTCP on the next port; null if there is none
 */
record RtpSocket(DatagramChannel media, @Nullable DatagramChannel control) {
    static final int MAX_PORT = 65_535;

    /** The attempts to find an even port whose successor is free. Half of the ports are odd. */
    private static final int PORT_ATTEMPTS = 200;
    /** The code point of expedited forwarding, 46, in the upper six bits (RFC 3246). */
    private static final int EXPEDITED_FORWARDING = 46 << 2;

    /**
     * Opens the sockets.
     *
     * @param local the local address, with port 0 for any; null for any address and port
     * @throws InvalidRequestException if the local address is of another family than the peer's
     * @throws TransportException if a port is taken or the peer has no route
     */
    static RtpSocket open(
            @Nullable InetSocketAddress local, InetSocketAddress peer, RtcpMode rtcp, boolean expeditedForwarding) {
        try {
            if (rtcp != RtcpMode.NEXT_PORT) {
                return new RtpSocket(open(local, peer, expeditedForwarding), null);
            }
            return local == null || local.getPort() == 0
                    ? openAnyPair(local, peer, expeditedForwarding)
                    : openPair(local, peer, expeditedForwarding);
        } catch (UnsupportedAddressTypeException e) {
            throw new InvalidRequestException(
                    "bind", local + " is not of the same IP version as the peer " + peer.getAddress());
        } catch (IOException e) {
            throw new TransportException(
                    "cannot open an RTP socket to " + peer + " from " + (local == null ? "any port" : local.toString())
                            + ": " + e.getMessage(),
                    e,
                    RequestProgress.NOT_SENT);
        }
    }

    private static RtpSocket openAnyPair(@Nullable InetSocketAddress local, InetSocketAddress peer, boolean expedited)
            throws IOException {
        InetAddress address = local == null ? null : local.getAddress();
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port;
            try (DatagramChannel probe = open(new InetSocketAddress(address, 0), peer, expedited)) {
                port = port(probe);
            }
            if (port % 2 == 0) { // RTP has an even port (RFC 3550, section 11).
                try {
                    return openPair(new InetSocketAddress(address, port), peer, expedited);
                } catch (BindException taken) {
                    // Another program has one of the two.
                }
            }
        }
        throw new BindException("no two adjacent ports are free");
    }

    private static RtpSocket openPair(InetSocketAddress local, InetSocketAddress peer, boolean expedited)
            throws IOException {
        DatagramChannel media = open(local, peer, expedited);
        try {
            return new RtpSocket(media, open(nextPort(local), nextPort(peer), expedited));
        } catch (IOException | RuntimeException e) {
            media.close();
            throw e;
        }
    }

    private static InetSocketAddress nextPort(InetSocketAddress address) {
        return new InetSocketAddress(address.getAddress(), address.getPort() + 1);
    }

    private static DatagramChannel open(@Nullable InetSocketAddress local, InetSocketAddress peer, boolean expedited)
            throws IOException {
        boolean version6 = peer.getAddress() instanceof Inet6Address;
        DatagramChannel channel =
                DatagramChannel.open(version6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            if (expedited) {
                channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED_FORWARDING);
            }
            return channel.bind(local).connect(peer);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Returns the local address of RTP, as determined by the route to the peer. */
    InetSocketAddress local() {
        try {
            return (InetSocketAddress) media.getLocalAddress();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Closes both sockets. */
    void close() {
        closeQuietly(media);
        if (control != null) {
            closeQuietly(control);
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // UDP has nothing left to do.
        }
    }
}
