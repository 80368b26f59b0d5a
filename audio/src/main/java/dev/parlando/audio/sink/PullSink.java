package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.queue.PcmQueue;
import dev.parlando.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sink for applications with a mixer of their own, whose thread reads samples when it needs them.
 *
 * <pre>{@code
 * PullSink sink = new PullSink(new PcmFormat(48_000, 2), 60);
 * SpeechPlayer player = SpeechPlayer.builder(engine).sink(sink).open();
 * player.say("The bridge is open.");
 *
 * float[] block = new float[2 * 960]; // 20 ms, in the audio callback of the application
 * int audioFrames = sink.readPadded(block, 0, 960);
 * }</pre>
 *
 * <p>A player plays into it as into any sink. The sink accepts only the format it was created with, so the player
 * converts its audio to that format. The player writes at least every 20 ms. The buffer should therefore hold the
 * samples of one read plus 40 ms. {@link #packetReader} suits transports that send packets.
 *
 * <p>Samples count as played when they are read, unless {@link #latencyMillis} sets a latency. A stop, a pause or an
 * interruption by another utterance discards samples, which the next read does not return. Samples that were read
 * before belong to the reader and count as played immediately. While the application does not read, playback time
 * stands still. No utterance starts or ends then, not even a stopped one, until the player is closed.
 *
 * <p>Threading: the owner, such as a player, calls the methods of {@link AudioSink}; one other thread reads. The
 * reading methods never block and never allocate. {@link #latencyMillis} and {@link #discardCount} may be called from any
 * thread.
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
    /** The buffer in which samples are converted to the type of the reader. Used by the reader only. */
    private final short[] scratch;
    /** The number of audio frames in the queue that precede this run or were discarded. Used by the owner only. */
    private long runOffsetAudioFrames;

    private long reportedAudioFrames;
    private boolean open;
    private volatile boolean closed;
    private volatile int discardCount;
    private volatile int packetAudioFrames;

    /**
     * Creates a sink that is read in the given format.
     *
     * @param bufferMillis the maximum length of unread audio, 20 to 2000 ms
     * @throws InvalidRequestException if the length is out of range
     */
    public PullSink(PcmFormat format, int bufferMillis) {
        this(format, bufferMillis, SinkClock.SYSTEM);
    }

    PullSink(PcmFormat format, int bufferMillis, SinkClock clock) {
        Objects.requireNonNull(format, "format");
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

    /** Returns the format in which samples are read. */
    public PcmFormat format() {
        return format;
    }

    /**
     * Sets the time from a read until its first sample is played, 0 to 2000 ms. The default is 0, with which samples
     * count as played when they are read. With a latency, the reported playback, such as that of words, follows the
     * clock.
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
     * Returns a reader of packets of {@code audioFrames}. Only that reader may read from this sink afterwards.
     *
     * @throws InvalidRequestException if a packet is empty or longer than half of the buffer
     */
    public PullPacketReader packetReader(int audioFrames) {
        if (audioFrames < 1 || audioFrames > ringAudioFrames / 2) {
            throw new InvalidRequestException(
                    "audioFrames", audioFrames + " is not from 1 to half of the buffer, " + ringAudioFrames / 2);
        }
        packetAudioFrames = audioFrames;
        return new PullPacketReader(this, audioFrames);
    }

    /** Returns the number of audio frames that can be read now. Called by the reader. */
    public int availableAudioFrames() {
        return queue.sizeSamples() / format.channels();
    }

    /**
     * Reads available samples.
     *
     * @param target receives 16-bit samples, interleaved by channel; the remaining elements are unchanged
     * @param offset the index of the first sample
     * @param audioFrames the maximum number of audio frames to read
     * @return the number of audio frames read, or 0 if none are available now
     */
    public int read(short[] target, int offset, int audioFrames) {
        Objects.checkFromIndexSize(offset, audioFrames * format.channels(), target.length);
        int samples = poll(audioFrames);
        System.arraycopy(scratch, 0, target, offset, samples);
        return samples / format.channels();
    }

    /** Reads available samples as values from -1 to 1, otherwise like {@link #read(short[], int, int)}. */
    public int read(float[] target, int offset, int audioFrames) {
        Objects.checkFromIndexSize(offset, audioFrames * format.channels(), target.length);
        int samples = poll(audioFrames);
        for (int i = 0; i < samples; i++) {
            target[offset + i] = scratch[i] / FULL_SCALE;
        }
        return samples / format.channels();
    }

    /** Reads available samples that fit, as 16-bit samples in the byte order of the target. Advances its position. */
    public int read(ByteBuffer target) {
        int samples = poll(target.remaining() / SAMPLE_BYTES / format.channels());
        for (int i = 0; i < samples; i++) {
            target.putShort(scratch[i]);
        }
        return samples / format.channels();
    }

    /** Reads available samples and pads with silence. Returns the number of audio frames read. */
    public int readPadded(short[] target, int offset, int audioFrames) {
        int count = read(target, offset, audioFrames);
        int channels = format.channels();
        Arrays.fill(target, offset + count * channels, offset + audioFrames * channels, (short) 0);
        return count;
    }

    /** Reads available samples and pads with silence. Returns the number of audio frames read. */
    public int readPadded(float[] target, int offset, int audioFrames) {
        int count = read(target, offset, audioFrames);
        int channels = format.channels();
        Arrays.fill(target, offset + count * channels, offset + audioFrames * channels, 0);
        return count;
    }

    /** Reads available samples and pads the target with silence. Returns the number of audio frames read. */
    public int readPadded(ByteBuffer target) {
        int count = read(target);
        while (target.hasRemaining()) {
            target.put((byte) 0);
        }
        return count;
    }

    /** Polls samples into the scratch buffer, since a concurrent discard of them is only detected by the poll. */
    private int poll(int audioFrames) {
        int channels = format.channels();
        int samples = queue.poll(scratch, Math.min(scratch.length / channels, audioFrames) * channels);
        if (samples > 0) {
            positionEstimator.onRead(samples / channels, queue.consumedSamples() / channels);
        }
        return samples;
    }

    /** Returns the number of audio frames written so far. */
    long arrivedAudioFrames() {
        return queue.offeredSamples() / format.channels();
    }

    /**
     * Returns the number of discards, by a stop, a pause, an interruption or a close, even if all samples had been read. A
     * bridge whose peer buffers audio, such as a telephone carrier, makes the peer clear its buffer when the number has
     * grown since the previous read. Safe from any thread.
     */
    public int discardCount() {
        return discardCount;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        queue.reclaimUnread();
        runOffsetAudioFrames = queue.consumedSamples() / format.channels();
        reportedAudioFrames = 0;
        open = true;
        closed = false;
        return format;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // called by the owner only
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

    /** Returns the length of the buffer and of the latency. With a latency, the last read is unplayed in addition. */
    @Override
    public int bufferAudioFrames() {
        return ringAudioFrames + positionEstimator.latencyAudioFrames();
    }

    /** Returns the length of a packet and of the samples in the latency, which are none at the start of a run. */
    @Override
    public int leadAudioFrames() {
        long readAudioFrames = queue.consumedSamples() / format.channels() - runOffsetAudioFrames;
        long unplayed = Math.max(0, readAudioFrames - positionAudioFrames());
        return (int) Math.min(positionEstimator.latencyAudioFrames(), unplayed) + packetAudioFrames;
    }

    @Override
    public SinkClock clock() {
        return positionEstimator.clock();
    }

    /** Returns whether the sink was closed and not opened again. Called by the reader. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (open) {
            discard();
            open = false;
        }
        closed = true;
    }
}
