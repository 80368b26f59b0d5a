package dev.parlando.jda;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.PullPacketReader;
import dev.parlando.audio.sink.PullSink;
import java.nio.ByteBuffer;
import net.dv8tion.jda.api.audio.AudioSendHandler;
import org.jspecify.annotations.Nullable;

/**
 * A send handler of JDA, which sends the speech of a player to a voice channel of Discord.
 *
 * <pre>{@code
 * SpeechSendHandler handler = new SpeechSendHandler();
 * SpeechPlayer player = SpeechPlayer.builder(engine).sink(handler.sink()).open();
 * guild.getAudioManager().setSendingHandler(handler);
 * guild.getAudioManager().openAudioConnection(channel);
 * player.say("Hello everybody.");
 * }</pre>
 *
 * <p>The handler provides a packet whenever the player has written one, in {@link #INPUT_FORMAT}. A gap in the speech and
 * its end are five packets of silence, which Discord asks for and JDA does not send. Then the handler provides nothing.
 *
 * <p>Threading: JDA may call the handler on any thread. No method blocks.
 */
public final class SpeechSendHandler implements AudioSendHandler {
    private static final PcmFormat FORMAT =
            new PcmFormat((int) INPUT_FORMAT.getSampleRate(), INPUT_FORMAT.getChannels());
    private static final int PACKET_AUDIO_FRAMES = FORMAT.audioFrames(20);
    private static final int BUFFER_MILLIS = 100;
    /** Without them, the decoder of a listener invents sound from the last packet. */
    private static final int CLOSING_PACKETS = 5;

    private final PullSink sink = new PullSink(FORMAT, BUFFER_MILLIS);
    private final PullPacketReader packets = sink.packetReader(PACKET_AUDIO_FRAMES);
    private final short[] samples = new short[PACKET_AUDIO_FRAMES * FORMAT.channels()];
    private int missingSilence;
    private @Nullable ByteBuffer next;

    /** Creates a handler for one voice connection, which has nothing to send until a player plays into its sink. */
    public SpeechSendHandler() {}

    /** Returns the sink for the player. */
    public PullSink sink() {
        return sink;
    }

    /** Returns whether there is a packet to send. */
    @Override
    public synchronized boolean canProvide() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    private @Nullable ByteBuffer read() {
        if (packets.read(samples, 0)) {
            missingSilence = CLOSING_PACKETS;
            ByteBuffer packet = ByteBuffer.allocate(samples.length * Short.BYTES);
            packet.asShortBuffer().put(samples);
            return packet;
        }
        if (missingSilence == 0) {
            return null;
        }
        missingSilence--;
        return ByteBuffer.allocate(samples.length * Short.BYTES);
    }

    /** Returns the packet that {@link #canProvide} has found, or null if another thread has received it. */
    @Override
    public synchronized @Nullable ByteBuffer provide20MsAudio() {
        ByteBuffer packet = next;
        next = null;
        return packet;
    }
}
