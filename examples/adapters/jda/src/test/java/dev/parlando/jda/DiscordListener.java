package dev.parlando.jda;

import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import net.dv8tion.jda.api.audio.OpusPacket;
import tomp2p.opuswrapper.Opus;

/** A listener of a voice channel, which decodes the packets that it receives. */
final class DiscordListener implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final PointerByReference decoder = Opus.INSTANCE.opus_decoder_create(
            OpusPacket.OPUS_SAMPLE_RATE, OpusPacket.OPUS_CHANNEL_COUNT, IntBuffer.allocate(1));

    DiscordListener() throws SocketException {}

    int port() {
        return socket.getLocalPort();
    }

    /** Waits for packets and returns their samples, of two channels. */
    short[] hear(int packets) throws IOException {
        short[] heard = new short[0];
        for (int i = 0; i < packets; i++) {
            short[] samples = decode();
            heard = Arrays.copyOf(heard, heard.length + samples.length);
            System.arraycopy(samples, 0, heard, heard.length - samples.length, samples.length);
        }
        return heard;
    }

    private short[] decode() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        ShortBuffer decoded = ShortBuffer.allocate(2 * OpusPacket.OPUS_FRAME_SIZE);
        int audioFrames = Opus.INSTANCE.opus_decode(
                decoder, packet.getData(), packet.getLength(), decoded, OpusPacket.OPUS_FRAME_SIZE, 0);
        return Arrays.copyOf(decoded.array(), 2 * audioFrames);
    }

    @Override
    public void close() {
        socket.close();
        Opus.INSTANCE.opus_decoder_destroy(decoder);
    }
}
