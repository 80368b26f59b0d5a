package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.function.LongSupplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * Plays on a sound device through a {@code javax.sound} line, whose buffer is kept short.
 *
 * <p>The line is never halted between runs: a line that runs and is empty sounds a few milliseconds after a write.
 *
 * <p>Threading: as {@link AudioSink} says.
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

    private final @Nullable String device;
    private final int bufferMillis;
    private final SystemLines.Opener lines;
    private final PlaybackClock clock;
    private @Nullable SourceDataLine line;
    private PcmFormat format = new PcmFormat(1, 1);
    private byte[] bytes = new byte[0];

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
        this.clock = new PlaybackClock(nanoClock);
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        if (line == null || !wanted.equals(format)) {
            close();
            openLine(wanted);
        } else if (clock.writtenAudioFrames() > 0) {
            line.flush();
        }
        clock.reset(wanted.sampleRateHz());
        return wanted;
    }

    private void openLine(PcmFormat wanted) {
        AudioFormat lineFormat =
                new AudioFormat(wanted.sampleRateHz(), SAMPLE_BYTES * Byte.SIZE, wanted.channels(), true, false);
        int bufferBytes = wanted.audioFrames(bufferMillis) * lineFormat.getFrameSize();
        SourceDataLine opened = lines.open(device, lineFormat, bufferBytes);
        opened.start();
        format = wanted;
        bytes = new byte[opened.getBufferSize()];
        line = opened;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        SourceDataLine open = line();
        clock.beforeWrite();
        long room = bufferAudioFrames() - (clock.writtenAudioFrames() - clock.playedAudioFrames());
        int count = (int) Math.min(audioFrames, room);
        if (count <= 0) {
            return 0;
        }
        int channels = format.channels();
        toLittleEndian(samples, offsetAudioFrames * channels, count * channels);
        int taken = open.write(bytes, 0, count * channels * SAMPLE_BYTES) / (SAMPLE_BYTES * channels);
        if (taken == 0) {
            throw lost();
        }
        if (clock.writtenAudioFrames() == 0) {
            clock.start();
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
        return PlaybackException.deviceLost(name() + " was lost while playing", null);
    }

    @Override
    public void discard() {
        clock.discard();
        line().flush();
    }

    @Override
    public long positionAudioFrames() {
        return clock.playedAudioFrames();
    }

    @Override
    public int bufferAudioFrames() {
        return line == null ? 0 : line.getBufferSize() / (SAMPLE_BYTES * format.channels());
    }

    @Override
    public String name() {
        return SystemLines.describe(device);
    }

    @Override
    public void close() {
        if (line != null) {
            line.flush();
            line.close();
            line = null;
        }
    }

    private SourceDataLine line() {
        if (line == null) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        return line;
    }
}
