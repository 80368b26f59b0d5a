package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * Plays on a sound device through a {@code javax.sound} line, whose buffer is kept short.
 *
 * <p>The line is left running when an utterance has been drained, and halted only for the next one: halting it could
 * cut what the device itself still holds.
 *
 * <p>Threading: as {@link AudioSink} says. The owner writes all fields; {@code lineLock} orders a stop from another
 * thread against the few calls that could make the line sound again, and is never held while a write waits.
 *
 * <p>Cost: the first line of a JVM takes some 40 ms to open, later ones 3 to 10 ms. Nothing is allocated per write.
 */
public final class LineSink implements AudioSink {
    /** The buffer that is asked for when nothing is said, in milliseconds. */
    public static final int DEFAULT_BUFFER_MILLIS = 100;
    /** The shortest buffer that may be asked for; gaps were measured below 60 ms, several in 10 s at 20 ms. */
    public static final int MIN_BUFFER_MILLIS = 20;
    /** The longest buffer that may be asked for. */
    public static final int MAX_BUFFER_MILLIS = 2000;

    private static final int SAMPLE_BYTES = 2;
    /** How long after the computed end of the sound a device is given to play what it holds itself. */
    private static final long DRAIN_MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final @Nullable String device;
    private final int bufferMillis;
    private final SystemLines.Opener lines;
    private final LongSupplier nanoClock;
    private final PlaybackClock clock;
    private final Object lineLock = new Object();
    private @Nullable SourceDataLine line;
    private PcmFormat format = new PcmFormat(1, 1);
    private byte[] bytes = new byte[0];
    private volatile boolean stopped = true;
    private volatile @Nullable Thread drainer;

    /** Plays on the default device with a buffer of {@link #DEFAULT_BUFFER_MILLIS}. */
    public LineSink() {
        this(null, DEFAULT_BUFFER_MILLIS);
    }

    /**
     * Plays on the device with a buffer of about that length; what was granted is {@link #bufferAudioFrames()}.
     *
     * @param device the name, or a part of it, as for {@link AudioDevices#find}; null for the default device
     * @param bufferMillis from {@link #MIN_BUFFER_MILLIS} to {@link #MAX_BUFFER_MILLIS}, 60 or more to be free of gaps
     * @throws InvalidRequestException if the length is out of range
     */
    public LineSink(@Nullable String device, int bufferMillis) {
        this(device, bufferMillis, SystemLines::open, System::nanoTime);
    }

    LineSink(@Nullable String device, int bufferMillis, SystemLines.Opener lines, LongSupplier nanoClock) {
        if (bufferMillis < MIN_BUFFER_MILLIS || bufferMillis > MAX_BUFFER_MILLIS) {
            throw new InvalidRequestException(
                    "bufferMillis", bufferMillis + " is not from " + MIN_BUFFER_MILLIS + " to " + MAX_BUFFER_MILLIS);
        }
        this.device = device;
        this.bufferMillis = bufferMillis;
        this.lines = lines;
        this.nanoClock = nanoClock;
        this.clock = new PlaybackClock(nanoClock);
    }

    @Override
    public void open(PcmFormat wanted) {
        if (line == null || !wanted.equals(format)) {
            close();
            openLine(wanted);
        } else if (stopped || clock.writtenAudioFrames() > 0) {
            renew(line);
        }
        clock.reset(wanted.sampleRateHz());
        stopped = false;
    }

    private void openLine(PcmFormat wanted) {
        AudioFormat lineFormat =
                new AudioFormat(wanted.sampleRateHz(), SAMPLE_BYTES * Byte.SIZE, wanted.channels(), true, false);
        int bufferBytes = wanted.audioFrames(bufferMillis) * lineFormat.getFrameSize();
        SourceDataLine opened = lines.open(device, lineFormat, bufferBytes);
        format = wanted;
        bytes = new byte[opened.getBufferSize()];
        synchronized (lineLock) {
            line = opened;
        }
    }

    @Override
    public int prefill(short[] samples, int audioFrames) {
        // A line that was not started takes what fits and never waits.
        return send(line(), samples, 0, audioFrames);
    }

    @Override
    public void start() {
        synchronized (lineLock) {
            if (!stopped) {
                line().start();
                clock.start();
            }
        }
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        SourceDataLine open = line();
        clock.beforeWrite();
        int written = 0;
        while (written < audioFrames && !stopped) {
            int taken = send(open, samples, offsetAudioFrames + written, audioFrames - written);
            if (taken == 0 && !stopped) {
                throw lost();
            }
            written += taken;
        }
        return written;
    }

    /** Writes to the line once, as much as the scratch holds. */
    private int send(SourceDataLine open, short[] samples, int offsetAudioFrames, int audioFrames) {
        if (stopped || audioFrames <= 0) {
            return 0;
        }
        int channels = format.channels();
        int count = Math.min(audioFrames * channels, bytes.length / SAMPLE_BYTES);
        toLittleEndian(samples, offsetAudioFrames * channels, count);
        int taken = open.write(bytes, 0, count * SAMPLE_BYTES) / (SAMPLE_BYTES * channels);
        if (stopped) {
            // A write that overlapped the stop may have left samples behind its flush.
            open.flush();
            return 0;
        }
        clock.wrote(taken);
        return taken;
    }

    private void toLittleEndian(short[] samples, int offset, int count) {
        for (int i = 0; i < count; i++) {
            short sample = samples[offset + i];
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
    }

    /** A lost device takes nothing, at once and for ever, and still says that it is open. */
    private PlaybackException lost() {
        close();
        return new PlaybackException(
                SystemLines.describe(device) + " was lost while playing; choose another or plug it in again", null);
    }

    /** Goes by the clock: a line's own drain has no deadline and its fill level cannot be trusted. */
    @Override
    public void drain() {
        drainer = Thread.currentThread();
        long deadlineNanos = nanoClock.getAsLong() + clock.remainingNanos() + DRAIN_MARGIN_NANOS;
        long leftNanos = deadlineNanos - nanoClock.getAsLong();
        while (!stopped && leftNanos > 0) {
            LockSupport.parkNanos(this, leftNanos);
            leftNanos = deadlineNanos - nanoClock.getAsLong();
        }
        drainer = null;
    }

    @Override
    public void stop() {
        stopped = true;
        clock.freeze();
        synchronized (lineLock) {
            if (line != null) {
                halt(line);
            }
        }
        LockSupport.unpark(drainer);
    }

    private static void halt(SourceDataLine open) {
        open.stop();
        open.flush();
    }

    /**
     * Makes a used line as good as a new one. A line that was flushed while it was stopped refuses what is written before
     * its next start, and then takes twice its buffer (measured on ALSA with PulseAudio); flushing it while it runs,
     * empty, cures that.
     */
    private static void renew(SourceDataLine used) {
        used.flush();
        used.start();
        used.flush();
        used.stop();
    }

    @Override
    public long positionAudioFrames() {
        return clock.playedAudioFrames();
    }

    @Override
    public int underruns() {
        return clock.underruns();
    }

    @Override
    public int bufferAudioFrames() {
        return line == null ? 0 : line.getBufferSize() / (SAMPLE_BYTES * format.channels());
    }

    @Override
    public void close() {
        stopped = true;
        clock.freeze();
        synchronized (lineLock) {
            if (line != null) {
                halt(line);
                line.close();
                line = null;
            }
        }
    }

    private SourceDataLine line() {
        if (line == null) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        return line;
    }
}
