package dev.parlando.jda;

import com.sun.jna.ptr.PointerByReference;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import net.dv8tion.jda.api.audio.AudioNatives;
import net.dv8tion.jda.api.audio.AudioSendHandler;
import net.dv8tion.jda.api.audio.OpusPacket;
import net.dv8tion.jda.api.audio.factory.IPacketProvider;
import net.dv8tion.jda.api.audio.hooks.ConnectionStatus;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import org.jspecify.annotations.Nullable;
import tomp2p.opuswrapper.Opus;

/**
 * The packets of a voice connection of JDA, with the Opus encoder that JDA uses, but without encryption. They go to a socket
 * on this machine.
 */
final class LoopbackPackets implements IPacketProvider, AutoCloseable {
    private static final int MAX_PACKET_BYTES = 4096;

    private final AudioSendHandler handler;
    private final DatagramSocket socket;
    private final InetSocketAddress target;
    private final PointerByReference encoder;

    LoopbackPackets(AudioSendHandler handler, int port) throws SocketException {
        if (!AudioNatives.ensureOpus()) {
            throw new IllegalStateException("the Opus library of JDA does not load on this machine");
        }
        this.handler = handler;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        encoder = Opus.INSTANCE.opus_encoder_create(
                OpusPacket.OPUS_SAMPLE_RATE,
                OpusPacket.OPUS_CHANNEL_COUNT,
                Opus.OPUS_APPLICATION_AUDIO,
                IntBuffer.allocate(1));
    }

    @Override
    public @Nullable ByteBuffer getNextPacketRaw(boolean unused) {
        ByteBuffer audio = handler.canProvide() ? handler.provide20MsAudio() : null;
        return audio == null ? null : encode(audio);
    }

    private ByteBuffer encode(ByteBuffer audio) {
        ShortBuffer samples = ShortBuffer.allocate(audio.remaining() / Short.BYTES);
        while (audio.hasRemaining()) {
            samples.put(audio.getShort());
        }
        ByteBuffer encoded = ByteBuffer.allocate(MAX_PACKET_BYTES);
        int bytes = Opus.INSTANCE.opus_encode(
                encoder, samples.flip(), OpusPacket.OPUS_FRAME_SIZE, encoded, encoded.capacity());
        return encoded.limit(bytes);
    }

    @Override
    public @Nullable DatagramPacket getNextPacket(boolean unused) {
        ByteBuffer packet = getNextPacketRaw(unused);
        if (packet == null) {
            return null;
        }
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        return new DatagramPacket(bytes, bytes.length, target);
    }

    @Override
    public String getIdentifier() {
        return "loopback";
    }

    @Override
    public AudioChannel getConnectedChannel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramSocket getUdpSocket() {
        return socket;
    }

    @Override
    public InetSocketAddress getSocketAddress() {
        return target;
    }

    @Override
    public void onConnectionError(ConnectionStatus status) {
        throw new AssertionError(status);
    }

    @Override
    public void onConnectionLost() {
        throw new AssertionError();
    }

    @Override
    public void close() {
        socket.close();
        Opus.INSTANCE.opus_encoder_destroy(encoder);
    }
}
