package dev.parlando.audio.sink;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A sink that records all played samples, for tests, including those of applications. It behaves like a line with a virtual
 * clock.
 *
 * <p>A self-running clock advances exactly as fast as samples arrive, so that there is never a gap. A manual clock
 * advances only in {@link #advance}. Threads that wait on {@link #clock()} resume after {@code advance} and
 * {@link #loseDevice()}. With a manual clock, the buffer has a limited size, as on a device. A run that has started and is
 * empty plays zeros.
 *
 * <p>Threading: as for {@link AudioSink}; the additional methods may be called from any thread. State is guarded by the
 * object's lock.
 */
public final class RecordingSink implements AudioSink {
    private final int bufferMillis;
    private final boolean selfRunning;
    private final VirtualClock clock = new VirtualClock();

    @GuardedBy("this")
    private PcmFormat format = new PcmFormat(48_000, 1);

    @GuardedBy("this")
    private short[] played = new short[0];

    @GuardedBy("this")
    private int playedSamples;

    @GuardedBy("this")
    private short[] buffer = new short[0];

    @GuardedBy("this")
    private int bufferedSamples;

    @GuardedBy("this")
    private long playedAudioFrames;

    @GuardedBy("this")
    private long gapAudioFrames;

    @GuardedBy("this")
    private long discardedAudioFrames;

    @GuardedBy("this")
    private boolean started;

    @GuardedBy("this")
    private boolean open;

    @GuardedBy("this")
    private @Nullable PlaybackException loss;

    private RecordingSink(int bufferMillis, boolean selfRunning) {
        if (bufferMillis < 1) {
            throw new InvalidRequestException("bufferMillis", bufferMillis + " is not 1 or more");
        }
        this.bufferMillis = bufferMillis;
        this.selfRunning = selfRunning;
    }

    /**
     * Returns a sink whose clock runs by itself, as fast as samples arrive.
     *
     * @throws InvalidRequestException if {@code bufferMillis} is less than 1
     */
    public static RecordingSink selfRunning(int bufferMillis) {
        return new RecordingSink(bufferMillis, true);
    }

    /**
     * Returns a sink whose clock advances only in {@link #advance}.
     *
     * @throws InvalidRequestException if {@code bufferMillis} is less than 1
     */
    public static RecordingSink manual(int bufferMillis) {
        return new RecordingSink(bufferMillis, false);
    }

    /**
     * Advances the clock by {@code audioFrames}. Buffered samples are played, followed by zeros if the run has started.
     */
    public synchronized void advance(int audioFrames) {
        int fromBuffer = Math.min(audioFrames, bufferedSamples / format.channels());
        play(fromBuffer);
        playGap(audioFrames - fromBuffer);
        notifyAll();
    }

    /** Removes the device until it is opened again. {@link #write} fails, and buffered samples are not played. */
    public synchronized void loseDevice() {
        loss = PlaybackException.deviceLost("the virtual device was removed", null);
        bufferedSamples = 0;
    }

    /** Returns all samples played since the sink was created, interleaved by channel, including gaps. */
    public synchronized short[] playedSamples() {
        return Arrays.copyOf(played, playedSamples);
    }

    /** Returns the number of audio frames accepted in this run, played or not. */
    public synchronized long writtenAudioFrames() {
        return playedAudioFrames + bufferedSamples / format.channels();
    }

    /** Returns the number of zero audio frames played in this run for lack of samples. */
    public synchronized long gapAudioFrames() {
        return gapAudioFrames;
    }

    /** Returns the number of accepted audio frames of this run that were discarded before they were played. */
    public synchronized long discardedAudioFrames() {
        return discardedAudioFrames;
    }

    /** Returns the format of this run. */
    public synchronized PcmFormat format() {
        return format;
    }

    /** Returns whether the sink is open. */
    public synchronized boolean isOpen() {
        return open;
    }

    /** Waits until the sink is closed. */
    public synchronized void awaitClosed() throws InterruptedException {
        while (open) {
            wait();
        }
    }

    /** Waits until {@code audioFrames} of one run have been accepted. */
    public synchronized void awaitWritten(long audioFrames) throws InterruptedException {
        while (writtenAudioFrames() < audioFrames) {
            wait();
        }
    }

    /** Waits until {@code audioFrames} of one run have been played, without gaps. */
    public synchronized void awaitPlayed(long audioFrames) throws InterruptedException {
        while (playedAudioFrames < audioFrames) {
            wait();
        }
    }

    @Override
    public synchronized PcmFormat open(PcmFormat wanted) {
        Objects.requireNonNull(wanted, "wanted");
        format = wanted;
        buffer = new short[wanted.audioFrames(bufferMillis) * wanted.channels()];
        bufferedSamples = 0;
        playedAudioFrames = 0;
        gapAudioFrames = 0;
        discardedAudioFrames = 0;
        started = false;
        open = true;
        loss = null;
        return wanted;
    }

    @Override
    public synchronized int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        Objects.requireNonNull(samples, "samples");
        if (loss != null) {
            open = false;
            throw loss.copy();
        }
        if (!open) {
            throw new IllegalStateException("open(PcmFormat) comes first");
        }
        Objects.checkFromIndexSize(offsetAudioFrames, audioFrames, samples.length / format.channels());
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

    @GuardedBy("this")
    private int buffer(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format.channels();
        int accepted = Math.min(audioFrames, (buffer.length - bufferedSamples) / channels);
        System.arraycopy(samples, offsetAudioFrames * channels, buffer, bufferedSamples, accepted * channels);
        bufferedSamples += accepted * channels;
        started |= accepted > 0;
        return accepted;
    }

    @GuardedBy("this")
    private void play(int audioFrames) {
        int samples = audioFrames * format.channels();
        recordPlayed(buffer, samples);
        bufferedSamples -= samples;
        System.arraycopy(buffer, samples, buffer, 0, bufferedSamples);
        playedAudioFrames += audioFrames;
        passTime(audioFrames);
    }

    @GuardedBy("this")
    private void passTime(int audioFrames) {
        clock.pass(FrameTime.nanos(audioFrames, format.sampleRateHz()));
    }

    @GuardedBy("this")
    private void playGap(int audioFrames) {
        passTime(audioFrames);
        if (started && audioFrames > 0) {
            gapAudioFrames += audioFrames;
            int samples = audioFrames * format.channels();
            recordPlayed(new short[samples], samples);
        }
    }

    @GuardedBy("this")
    private void recordPlayed(short[] samples, int count) {
        if (playedSamples + count > played.length) {
            played = Arrays.copyOf(played, Math.max(2 * played.length, playedSamples + count));
        }
        System.arraycopy(samples, 0, played, playedSamples, count);
        playedSamples += count;
    }

    @Override
    public synchronized void discard() {
        discardedAudioFrames += bufferedSamples / format.channels();
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

    /** A clock that advances only by explicit calls. */
    private static final class VirtualClock implements SinkClock {
        /**
         * The poll interval in real time, since a waiting thread may wait for a condition outside of the virtual clock.
         */
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
