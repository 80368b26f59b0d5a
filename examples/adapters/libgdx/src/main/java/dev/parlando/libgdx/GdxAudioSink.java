package dev.parlando.libgdx;

import com.badlogic.gdx.audio.AudioDevice;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.PullPacketReader;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A sink on an audio device of libGDX, which it owns and disposes.
 *
 * <pre>{@code
 * AudioDevice device = Gdx.audio.newAudioDevice(48_000, true);
 * SpeechPlayer player = SpeechPlayer.builder(engine)
 *         .sink(new GdxAudioSink(device, 48_000))
 *         .open();
 * player.say("The bridge is open.");
 * }</pre>
 *
 * <p>Samples count as played after the latency of the device, which also delays the effect of a stop. A failure of the
 * device fails the utterance and all later ones.
 *
 * <p>Threading: as for {@link AudioSink}. The device blocks in each write, so a thread of its own, {@code parlando-gdx},
 * writes to it and disposes it. The player and the render thread never wait for the device, except in {@link #close()},
 * for half a second at most. Close the player before libGDX disposes its audio.
 */
public final class GdxAudioSink implements AudioSink {
    private static final int BLOCK_MILLIS = 10;
    private static final int BUFFER_MILLIS = 80;
    private static final int MAX_LATENCY_MILLIS = 2000;
    private static final long CLOSE_MILLIS = 500;
    /** Longer than the time between two writes of a player, so that only the last block of an utterance is incomplete. */
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final AudioDevice device;
    private final PullSink sink;
    private final PullPacketReader blocks;
    private final short[] block;
    private final Thread writer = new Thread(this::writeBlocks, "parlando-gdx");
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /**
     * Creates a sink on a device.
     *
     * @param sampleRateHz the rate with which the device was created
     */
    public GdxAudioSink(AudioDevice device, int sampleRateHz) {
        this(device, new PullSink(new PcmFormat(sampleRateHz, device.isMono() ? 1 : 2), BUFFER_MILLIS));
    }

    GdxAudioSink(AudioDevice device, PullSink sink) {
        this.device = device;
        this.sink = sink;
        PcmFormat format = sink.format();
        int blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
        sink.latencyMillis((int) Math.min(MAX_LATENCY_MILLIS, format.millis(device.getLatency())));
        blocks = sink.packetReader(blockAudioFrames);
        block = new short[blockAudioFrames * format.channels()];
        writer.setDaemon(true);
    }

    private void writeBlocks() {
        try {
            while (!closed) {
                if (blocks.read(block, 0)) {
                    device.writeSamples(block, 0, block.length);
                } else if (sink.availableAudioFrames() > 0) {
                    LockSupport.parkNanos(this, RECHECK_NANOS); // The rest of the block follows, or there is none.
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            device.dispose();
        }
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        checkDevice();
        if (writer.getState() == Thread.State.NEW) {
            writer.start();
        }
        return sink.open(wanted);
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        checkDevice();
        int written = sink.write(samples, offsetAudioFrames, audioFrames);
        LockSupport.unpark(writer);
        return written;
    }

    private void checkDevice() {
        if (failure != null) {
            throw new PlaybackException("the audio device of libGDX failed: " + failure.getMessage(), failure);
        }
        if (closed) {
            throw new IllegalStateException("the sink and its audio device were closed; create another sink");
        }
    }

    @Override
    public void discard() {
        sink.discard();
    }

    @Override
    public long positionAudioFrames() {
        return sink.positionAudioFrames();
    }

    @Override
    public int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    /** Returns one block: the writer passes a sample on while the device still plays earlier ones. */
    @Override
    public int leadAudioFrames() {
        return blocks.audioFrames();
    }

    @Override
    public SinkClock clock() {
        return sink.clock();
    }

    @Override
    public String name() {
        return "libGDX";
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sink.close();
        if (writer.getState() == Thread.State.NEW) {
            device.dispose();
            return;
        }
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
