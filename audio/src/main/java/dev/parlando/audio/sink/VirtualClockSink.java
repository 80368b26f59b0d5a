package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Behaves like a line whose time is virtual, and keeps what would have been heard; for tests, those of users as well.
 *
 * <p>Time either runs by itself, exactly as fast as samples come, so that no gap is ever heard, or only when
 * {@link #advance} is called; who waits by {@link #clock()} is woken by {@code advance} and by {@link #loseDevice()}. In the second kind the buffer is full when it is full, as on a device, and a run that
 * has begun and is empty is heard as zeros.
 *
 * <p>Threading: as {@link AudioSink} says, and the methods that are only here may be called from any thread. State is
 * guarded by the object's lock.
 */
public final class VirtualClockSink implements AudioSink {
    private final int bufferMillis;
    private final boolean selfRunning;
    private final VirtualClock clock = new VirtualClock();
    private PcmFormat format = new PcmFormat(1, 1);
    private short[] played = new short[0];
    private int playedSamples;
    private short[] buffer = new short[0];
    private int bufferedSamples;
    private long playedAudioFrames;
    private long gapAudioFrames;
    private boolean started;
    private boolean open;
    private @Nullable PlaybackException loss;

    private VirtualClockSink(int bufferMillis, boolean selfRunning) {
        if (bufferMillis < 1) {
            throw new InvalidRequestException("bufferMillis", bufferMillis + " is not 1 or more");
        }
        this.bufferMillis = bufferMillis;
        this.selfRunning = selfRunning;
    }

    /**
     * Returns a sink whose time runs by itself, as fast as samples come.
     *
     * @throws InvalidRequestException if the buffer is not longer than nothing
     */
    public static VirtualClockSink selfRunning(int bufferMillis) {
        return new VirtualClockSink(bufferMillis, true);
    }

    /**
     * Returns a sink whose time stands still until {@link #advance}.
     *
     * @throws InvalidRequestException if the buffer is not longer than nothing
     */
    public static VirtualClockSink manual(int bufferMillis) {
        return new VirtualClockSink(bufferMillis, false);
    }

    /** Lets that much time pass: what is buffered is heard, and then zeros if the run has begun. */
    public synchronized void advance(int audioFrames) {
        int fromBuffer = Math.min(audioFrames, bufferedSamples / format.channels());
        play(fromBuffer);
        playGap(audioFrames - fromBuffer);
        notifyAll();
    }

    /** Takes the device away until it is opened again: {@link #write} fails, and what is buffered is not heard. */
    public synchronized void loseDevice() {
        loss = PlaybackException.deviceLost("the virtual device was taken away", null);
        bufferedSamples = 0;
    }

    /** Returns all samples heard since the sink was made, interleaved, gaps included. */
    public synchronized short[] playedSamples() {
        return Arrays.copyOf(played, playedSamples);
    }

    /** Returns how many audio frames of this run have been taken, heard or not. */
    public synchronized long writtenAudioFrames() {
        return playedAudioFrames + bufferedSamples / format.channels();
    }

    /** Returns how many audio frames of zeros were heard within this run for want of samples. */
    public synchronized long gapAudioFrames() {
        return gapAudioFrames;
    }

    /** Returns the format of this run. */
    public synchronized PcmFormat format() {
        return format;
    }

    /** Returns whether the sink was opened and not closed. */
    public synchronized boolean isOpen() {
        return open;
    }

    /** Waits until the sink was closed. */
    public synchronized void awaitClosed() throws InterruptedException {
        while (open) {
            wait();
        }
    }

    /** Waits until that many audio frames of one run have been taken. */
    public synchronized void awaitWritten(long audioFrames) throws InterruptedException {
        while (writtenAudioFrames() < audioFrames) {
            wait();
        }
    }

    @Override
    public synchronized PcmFormat open(PcmFormat wanted) {
        format = wanted;
        buffer = new short[wanted.audioFrames(bufferMillis) * wanted.channels()];
        bufferedSamples = 0;
        playedAudioFrames = 0;
        gapAudioFrames = 0;
        started = false;
        open = true;
        loss = null;
        return wanted;
    }

    @Override
    public synchronized int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (loss != null) {
            open = false;
            throw loss;
        }
        if (!open) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        int accepted = 0;
        do {
            accepted += buffer(samples, offsetAudioFrames + accepted, audioFrames - accepted);
            if (selfRunning) {
                play(bufferedSamples / format.channels());
            }
        } while (selfRunning && accepted < audioFrames);
        notifyAll();
        return accepted;
    }

    private int buffer(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format.channels();
        int accepted = Math.min(audioFrames, (buffer.length - bufferedSamples) / channels);
        System.arraycopy(samples, offsetAudioFrames * channels, buffer, bufferedSamples, accepted * channels);
        bufferedSamples += accepted * channels;
        started |= accepted > 0;
        return accepted;
    }

    private void play(int audioFrames) {
        int samples = audioFrames * format.channels();
        recordPlayed(buffer, samples);
        bufferedSamples -= samples;
        System.arraycopy(buffer, samples, buffer, 0, bufferedSamples);
        playedAudioFrames += audioFrames;
        passTime(audioFrames);
    }

    private void passTime(int audioFrames) {
        clock.pass(TimeUnit.SECONDS.toNanos(1) * audioFrames / format.sampleRateHz());
    }

    private void playGap(int audioFrames) {
        passTime(audioFrames);
        if (started && audioFrames > 0) {
            gapAudioFrames += audioFrames;
            int samples = audioFrames * format.channels();
            recordPlayed(new short[samples], samples);
        }
    }

    private void recordPlayed(short[] samples, int count) {
        if (playedSamples + count > played.length) {
            played = Arrays.copyOf(played, Math.max(2 * played.length, playedSamples + count));
        }
        System.arraycopy(samples, 0, played, playedSamples, count);
        playedSamples += count;
    }

    @Override
    public synchronized void discard() {
        bufferedSamples = 0;
    }

    @Override
    public synchronized long positionAudioFrames() {
        return playedAudioFrames;
    }

    @Override
    public synchronized int bufferAudioFrames() {
        return selfRunning ? Integer.MAX_VALUE : buffer.length / format.channels();
    }

    @Override
    public SinkClock clock() {
        return clock;
    }

    @Override
    public synchronized void close() {
        open = false;
        started = false;
        bufferedSamples = 0;
        notifyAll();
    }

    /** Stands still until time is said to pass. */
    private static final class VirtualClock implements SinkClock {
        /** In true time: who waits looks again so often, since what it waits for need not be virtual. */
        private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

        private volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void await(long nanos) {
            LockSupport.parkNanos(this, Math.min(nanos, MAX_PARK_NANOS));
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // guarded by the sink's lock
        void pass(long by) {
            nanos += by;
        }
    }
}
