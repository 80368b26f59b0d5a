package dev.parlando.jmonkeyengine;

import com.jme3.audio.AudioStream;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.PullPacketReader;
import dev.parlando.audio.sink.PullSink;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An audio stream of jMonkeyEngine, which returns the speech of a player. A positional node can play it, since it has one
 * channel.
 *
 * <pre>{@code
 * SpeechAudioStream speech = new SpeechAudioStream();
 * SpeechPlayer player = SpeechPlayer.builder(engine).sink(speech.sink()).open();
 * AudioNode guard = new AudioNode(speech, null);
 * guard.play();
 * player.say("Who goes there?");
 * }</pre>
 *
 * <p>The stream is silent without speech and ends when the player is closed. It never throws: failures are reported by the
 * playback, since the engine prints exceptions of a stream and ends it. The engine plays a stream once. Therefore close the
 * player when its node was stopped; otherwise its utterances never end.
 *
 * <p>The renderer holds five buffers, each of 0.37 s for this format. The stream ends each of them after 40 ms, so that
 * speech is heard after at most 0.2 s instead of 1.8 s. The times of words do not include this delay. The playback time of
 * the node is wrong.
 *
 * <p>Threading: the engine calls the stream on its render thread and on its audio thread. A read never blocks.
 */
public final class SpeechAudioStream extends AudioStream {
    private static final PcmFormat FORMAT = new PcmFormat(48_000, 1);
    private static final int BLOCK_MILLIS = 40;
    private static final int RENDERER_BUFFERS = 5;

    private final PullSink sink = new PullSink(FORMAT, (RENDERER_BUFFERS + 1) * BLOCK_MILLIS);
    private final PullPacketReader blocks = sink.packetReader(FORMAT.audioFrames(BLOCK_MILLIS));
    private final short[] samples = new short[blocks.audioFrames()];
    private final ByteBuffer block = ByteBuffer.allocate(samples.length * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);

    /** Creates a stream of silence until a player plays into its sink. */
    public SpeechAudioStream() {
        setupFormat(FORMAT.channels(), Short.SIZE, FORMAT.sampleRateHz());
        updateData(InputStream.nullInputStream(), -1);
    }

    /** Returns the sink for the player. */
    public PullSink sink() {
        return sink;
    }

    /**
     * Reads a block, or the rest of a block that did not fit. Returns 0 for a read into a buffer that has a block, so that
     * the renderer plays it, and -1 after the end.
     */
    @Override
    public synchronized int readSamples(byte[] target, int offset, int length) {
        if (offset > 0 && open) {
            return 0;
        }
        if (!open || !(block.hasRemaining() || readBlock())) {
            eof = true;
            return -1;
        }
        int count = Math.min(length, block.remaining());
        block.get(target, offset, count);
        return count;
    }

    private boolean readBlock() {
        if (!blocks.readPadded(samples, 0)) {
            return false;
        }
        block.clear();
        block.asShortBuffer().put(samples);
        return true;
    }
}
