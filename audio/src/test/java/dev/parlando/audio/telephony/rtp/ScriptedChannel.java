package dev.parlando.audio.telephony.rtp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel whose writes fail as the test demands, which a socket on loopback never does. Confined to the test. */
final class ScriptedChannel extends DatagramChannel {
    /** Whether writes send nothing, as with a full socket buffer. */
    boolean full;

    @Nullable
    IOException failure;

    /** The sequence numbers of all packets. */
    final List<Integer> sequences = new ArrayList<>();

    int reads;

    ScriptedChannel() {
        super(SelectorProvider.provider());
    }

    @Override
    public int write(ByteBuffer packet) throws IOException {
        sequences.add((int) packet.getShort(packet.position() + 2));
        if (failure != null) {
            throw failure;
        }
        return full ? 0 : packet.remaining();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        reads++;
        if (failure != null) {
            throw failure;
        }
        return 0;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5006);
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public DatagramChannel bind(@Nullable SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public DatagramChannel connect(SocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel disconnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress receive(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int send(ByteBuffer source, SocketAddress target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface card) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface card, InetAddress source) {
        throw new UnsupportedOperationException();
    }
}
