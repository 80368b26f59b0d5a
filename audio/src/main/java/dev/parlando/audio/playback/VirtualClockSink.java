package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Arrays;

/**
 * Behaves like a line whose time is virtual, and keeps what would have been heard; for tests, those of users as well.
 *
 * <p>Time either runs by itself, exactly as fast as samples come, so that no gap is ever heard, or only when
 * {@link #advance} is called. In the second kind {@link #write} waits while the buffer is full and {@link #drain} while
 * it is not empty, as on a device, and a started line that is empty is heard as zeros.
 *
 * <p>Threading: as {@link AudioSink} says, and the methods that are only here may be called from any thread. State is
 * guarded by the object's lock.
 */
public final class VirtualClockSink implements AudioSink {
    private final int bufferMillis;
    private final boolean selfRunning;
    private PcmFormat format = new PcmFormat(1, 1);
    private short[] heard = new short[0];
    private int heardSamples;
    private short[] buffer = new short[0];
    private int bufferedSamples;
    private long playedAudioFrames;
    private long gapAudioFrames;
    private int underruns;
    private boolean starving;
    private boolean started;
    private boolean stopped = true;
    private boolean open;

    private VirtualClockSink(int bufferMillis, boolean selfRunning) {
        this.bufferMillis = bufferMillis;
        this.selfRunning = selfRunning;
    }

    /** Returns a sink whose time runs by itself, as fast as samples come. */
    public static VirtualClockSink selfRunning(int bufferMillis) {
        return new VirtualClockSink(bufferMillis, true);
    }

    /** Returns a sink whose time stands still until {@link #advance}. */
    public static VirtualClockSink manual(int bufferMillis) {
        return new VirtualClockSink(bufferMillis, false);
    }

    /** Lets that much time pass: what is buffered is heard, and then zeros if the line is started and empty. */
    public synchronized void advance(int audioFrames) {
        if (started && !stopped) {
            int fromBuffer = Math.min(audioFrames, bufferedSamples / format.channels());
            play(fromBuffer);
            starve(audioFrames - fromBuffer);
            notifyAll();
        }
    }

    /** Returns all samples heard since the sink was made, interleaved, gaps included. */
    public synchronized short[] heard() {
        return Arrays.copyOf(heard, heardSamples);
    }

    /** Returns how many audio frames of this utterance have been taken, played or not. */
    public synchronized long takenAudioFrames() {
        return playedAudioFrames + bufferedSamples / format.channels();
    }

    /** Returns how many audio frames of zeros were heard within this utterance for want of samples. */
    public synchronized long gapAudioFrames() {
        return gapAudioFrames;
    }

    /** Returns the format of this utterance. */
    public synchronized PcmFormat format() {
        return format;
    }

    /** Returns whether the sink was opened and not closed. */
    public synchronized boolean isOpen() {
        return open;
    }

    /** Waits until the line was started, so that time can pass. */
    public synchronized void awaitStarted() throws InterruptedException {
        while (!started) {
            wait();
        }
    }

    /** Waits until the sink was closed. */
    public synchronized void awaitClosed() throws InterruptedException {
        while (open) {
            wait();
        }
    }

    /** Waits until that many audio frames of one utterance have been taken, before or after the start. */
    public synchronized void awaitTaken(long audioFrames) throws InterruptedException {
        while (takenAudioFrames() < audioFrames) {
            wait();
        }
    }

    @Override
    public synchronized void open(PcmFormat wanted) {
        format = wanted;
        buffer = new short[wanted.audioFrames(bufferMillis) * wanted.channels()];
        bufferedSamples = 0;
        playedAudioFrames = 0;
        gapAudioFrames = 0;
        underruns = 0;
        starving = false;
        started = false;
        stopped = false;
        open = true;
    }

    @Override
    public synchronized int prefill(short[] samples, int audioFrames) {
        return take(samples, 0, audioFrames);
    }

    @Override
    public synchronized void start() {
        started = !stopped;
        notifyAll();
    }

    @Override
    public synchronized int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (starving) {
            starving = false;
            underruns++;
        }
        int written = 0;
        while (true) {
            written += take(samples, offsetAudioFrames + written, audioFrames - written);
            if (written == audioFrames || stopped) {
                return written;
            }
            passTime(audioFrames - written);
        }
    }

    private int take(short[] samples, int offsetAudioFrames, int audioFrames) {
        int channels = format.channels();
        int taken = stopped ? 0 : Math.min(audioFrames, (buffer.length - bufferedSamples) / channels);
        System.arraycopy(samples, offsetAudioFrames * channels, buffer, bufferedSamples, taken * channels);
        bufferedSamples += taken * channels;
        notifyAll();
        return taken;
    }

    @Override
    public synchronized void drain() {
        while (started && !stopped && bufferedSamples > 0) {
            passTime(bufferedSamples / format.channels());
        }
    }

    /** Plays that much if time runs by itself, else waits for someone to change something; is called in a loop. */
    @SuppressWarnings("WaitNotInLoop")
    private void passTime(int audioFrames) {
        if (selfRunning) {
            play(Math.min(audioFrames, bufferedSamples / format.channels()));
            return;
        }
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private void play(int audioFrames) {
        int samples = audioFrames * format.channels();
        hear(buffer, samples);
        bufferedSamples -= samples;
        System.arraycopy(buffer, samples, buffer, 0, bufferedSamples);
        playedAudioFrames += audioFrames;
    }

    private void starve(int audioFrames) {
        if (audioFrames > 0) {
            starving = true;
            gapAudioFrames += audioFrames;
            int samples = audioFrames * format.channels();
            hear(new short[samples], samples);
        }
    }

    private void hear(short[] samples, int count) {
        if (heardSamples + count > heard.length) {
            heard = Arrays.copyOf(heard, Math.max(2 * heard.length, heardSamples + count));
        }
        System.arraycopy(samples, 0, heard, heardSamples, count);
        heardSamples += count;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        bufferedSamples = 0;
        notifyAll();
    }

    @Override
    public synchronized long positionAudioFrames() {
        return playedAudioFrames;
    }

    @Override
    public synchronized int underruns() {
        return underruns;
    }

    @Override
    public synchronized int bufferAudioFrames() {
        return buffer.length / format.channels();
    }

    @Override
    public synchronized void close() {
        open = false;
        stop();
    }
}
