package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.queue.PcmQueue;
import dev.parlando.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Is read by other people's mixers, whose own thread takes the samples when it wants them.
 *
 * <p>A player plays into it as into any sink: {@code SpeechPlayer.builder(source).sink(pull).open()}. It takes the format that it
 * was made for, so what is said is changed to that before. The player comes by every 20 ms at least, so the buffer should hold
 * what is read at once, and 40 ms more.
 *
 * <p>What was read counts as heard, unless {@link #latencyMillis} says how much later it is. What is discarded, by a stop, a
 * pause or a turn of somebody else, is gone for the next reading; what was read before is in the reader's hands, and counts as heard
 * at once. While nobody reads, time stands still: nothing that is said begins or ends, not even one that is stopped, until the
 * player is closed.
 *
 * <p>Threading: the owner, such as a player, calls what {@link AudioSink} has; one other thread reads. The reading methods never
 * wait for anything and allocate nothing. {@link #latencyMillis} may be called from any thread.
 */
public final class PullSink implements AudioSink {
    private static final int MAX_BUFFER_MILLIS = 2000;
    private static final int MAX_LATENCY_MILLIS = 2000;
    private static final float FULL_SCALE = 32_768;
    private static final int SAMPLE_BYTES = 2;

    private final PcmFormat format;
    private final int ringAudioFrames;
    private final PcmQueue queue;
    private final PullPositionEstimator positionEstimator;
    /** Where samples are while they are turned into what the reader wants; the reader's. */
    private final short[] scratch;
    /** How many audio frames of the queue came before this run, or were discarded; the owner's. */
    private long runOffsetAudioFrames;

    private long reportedAudioFrames;
    private boolean open;
    private volatile int discardCount;
    private volatile int packetAudioFrames;

    /**
     * Makes a sink that is read in that format.
     *
     * @param bufferMillis how much may be there unread, 20 to 2000 ms
     * @throws InvalidRequestException if the length is out of range
     */
    public PullSink(PcmFormat format, int bufferMillis) {
        this(format, bufferMillis, SinkClock.SYSTEM);
    }

    PullSink(PcmFormat format, int bufferMillis, SinkClock clock) {
        if (bufferMillis < LineSink.MIN_BUFFER_MILLIS || bufferMillis > MAX_BUFFER_MILLIS) {
            throw new InvalidRequestException(
                    "bufferMillis",
                    bufferMillis + " is not from " + LineSink.MIN_BUFFER_MILLIS + " to " + MAX_BUFFER_MILLIS);
        }
        this.format = format;
        ringAudioFrames = format.audioFrames(bufferMillis);
        queue = new PcmQueue(ringAudioFrames * format.channels());
        scratch = new short[queue.capacitySamples()];
        positionEstimator = new PullPositionEstimator(format, clock);
    }

    /** Returns the format of what is read. */
    public PcmFormat format() {
        return format;
    }

    /**
     * Says how long after a reading its first sample is heard, 0 to 2000 ms; 0 if not set, which lets all count as heard when
     * it is read. What is said to be heard, such as words, follows the clock then.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public void latencyMillis(int latencyMillis) {
        if (latencyMillis < 0 || latencyMillis > MAX_LATENCY_MILLIS) {
            throw new InvalidRequestException(
                    "latencyMillis", latencyMillis + " is not from 0 to " + MAX_LATENCY_MILLIS);
        }
        positionEstimator.latencyMillis(latencyMillis);
    }

    /**
     * Returns what takes whole packets of that many audio frames from here; nothing else is to read then.
     *
     * @throws InvalidRequestException if a packet is longer than half of the buffer, or not longer than nothing
     */
    public PullPacketReader packetReader(int audioFrames) {
        if (audioFrames < 1 || 2 * audioFrames > ringAudioFrames) {
            throw new InvalidRequestException(
                    "audioFrames", audioFrames + " is not from 1 to half of the buffer, " + ringAudioFrames / 2);
        }
        packetAudioFrames = audioFrames;
        return new PullPacketReader(this, audioFrames);
    }

    /** Returns how many audio frames can be read now; for the reader. */
    public int availableAudioFrames() {
        return queue.sizeSamples() / format.channels();
    }

    /**
     * Reads what is there.
     *
     * @param target receives 16-bit samples, interleaved by channel; beyond what was read it stays as it is
     * @param offset the index of the first one
     * @param audioFrames how many are wanted
     * @return how many audio frames were read, 0 if there are none now
     */
    public int read(short[] target, int offset, int audioFrames) {
        Objects.checkFromIndexSize(offset, audioFrames * format.channels(), target.length);
        int samples = poll(audioFrames);
        System.arraycopy(scratch, 0, target, offset, samples);
        return samples / format.channels();
    }

    /** Reads what is there, as numbers from -1 to 1; otherwise as the other. */
    public int read(float[] target, int offset, int audioFrames) {
        Objects.checkFromIndexSize(offset, audioFrames * format.channels(), target.length);
        int samples = poll(audioFrames);
        for (int i = 0; i < samples; i++) {
            target[offset + i] = scratch[i] / FULL_SCALE;
        }
        return samples / format.channels();
    }

    /** Reads as much as there is and fits, as 16-bit samples in the byte order of the target, and moves its position past it. */
    public int read(ByteBuffer target) {
        int samples = poll(target.remaining() / SAMPLE_BYTES / format.channels());
        for (int i = 0; i < samples; i++) {
            target.putShort(scratch[i]);
        }
        return samples / format.channels();
    }

    /** Reads what is there and fills up with silence; returns how many audio frames are not that. */
    public int readPadded(short[] target, int offset, int audioFrames) {
        int count = read(target, offset, audioFrames);
        int channels = format.channels();
        Arrays.fill(target, offset + count * channels, offset + audioFrames * channels, (short) 0);
        return count;
    }

    /** Reads what is there and fills up with silence; returns how many audio frames are not that. */
    public int readPadded(float[] target, int offset, int audioFrames) {
        int count = read(target, offset, audioFrames);
        int channels = format.channels();
        Arrays.fill(target, offset + count * channels, offset + audioFrames * channels, 0);
        return count;
    }

    /** Reads what is there and fills the target up with silence; returns how many audio frames are not that. */
    public int readPadded(ByteBuffer target) {
        int count = read(target);
        while (target.hasRemaining()) {
            target.put((byte) 0);
        }
        return count;
    }

    /** Takes samples into the scratch, since it turns out only then whether they were not discarded meanwhile. */
    private int poll(int audioFrames) {
        int channels = format.channels();
        int samples = queue.poll(scratch, Math.min(scratch.length / channels, audioFrames) * channels);
        if (samples > 0) {
            positionEstimator.onRead(samples / channels, queue.consumedSamples() / channels);
        }
        return samples;
    }

    /** Returns how many audio frames were ever written. */
    long arrivedAudioFrames() {
        return queue.offeredSamples() / format.channels();
    }

    /** Returns how many times something was discarded. */
    int discardCount() {
        return discardCount;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        queue.reclaimUnread();
        runOffsetAudioFrames = queue.consumedSamples() / format.channels();
        reportedAudioFrames = 0;
        open = true;
        return format;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (!open) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        int channels = format.channels();
        Objects.checkFromIndexSize(offsetAudioFrames, audioFrames, samples.length / channels);
        int count = Math.min(audioFrames, ringAudioFrames - availableAudioFrames());
        queue.offer(samples, offsetAudioFrames * channels, count * channels);
        return count;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the owner alone does it
    public void discard() {
        runOffsetAudioFrames += queue.reclaimUnread() / format.channels();
        reportedAudioFrames = queue.consumedSamples() / format.channels() - runOffsetAudioFrames;
        discardCount++;
    }

    @Override
    public long positionAudioFrames() {
        reportedAudioFrames =
                Math.max(reportedAudioFrames, positionEstimator.playedAudioFrames() - runOffsetAudioFrames);
        return reportedAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return ringAudioFrames + positionEstimator.latencyAudioFrames();
    }

    @Override
    public int leadAudioFrames() {
        return positionEstimator.latencyAudioFrames() + packetAudioFrames;
    }

    @Override
    public SinkClock clock() {
        return positionEstimator.clock();
    }

    @Override
    public void close() {
        if (open) {
            discard();
            open = false;
        }
    }
}
