package dev.parlando.voicechat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.PullPacketReader;
import dev.parlando.audio.sink.PullSink;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A supplier of packets for an audio player of Simple Voice Chat, which sends the speech of a player of this library to a
 * channel.
 *
 * <pre>{@code
 * SpeechSupplier speech = new SpeechSupplier();
 * SpeechPlayer player = SpeechPlayer.builder(engine).sink(speech.sink()).open();
 * api.createAudioPlayer(channel, api.createEncoder(), speech).startPlaying();
 * player.say("Who goes there?").completion().whenComplete((end, failure) -> player.close());
 * }</pre>
 *
 * <p>A packet has the length of 20 ms at 48 kHz, in one channel. Before the speech, in gaps and after it, packets are
 * silent. The end, which is {@code null}, follows the close of the player.
 *
 * <p>Threading: one thread at a time should read, since packets alternate between concurrent readers. A read never blocks.
 */
public final class SpeechSupplier implements Supplier<short @Nullable []> {
    private static final PcmFormat FORMAT = new PcmFormat(48_000, 1);
    private static final int PACKET_AUDIO_FRAMES = FORMAT.audioFrames(20);
    private static final int BUFFER_MILLIS = 100;

    private final PullSink sink = new PullSink(FORMAT, BUFFER_MILLIS);
    private final PullPacketReader packets = sink.packetReader(PACKET_AUDIO_FRAMES);

    /** Creates a supplier of silence until a player plays into its sink. */
    public SpeechSupplier() {}

    /** Returns the sink for the player. */
    public PullSink sink() {
        return sink;
    }

    /** Returns the next packet, which is silent if there is no speech, or null if the player was closed. */
    @Override
    public synchronized short @Nullable [] get() {
        short[] packet = new short[PACKET_AUDIO_FRAMES];
        return packets.readPadded(packet, 0) ? packet : null;
    }
}
