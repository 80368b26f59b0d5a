package dev.parlando.audio;

import dev.parlando.audio.fixture.TestAudio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A recorder for the virtual sound card of {@code .ci/audio-sink.sh}: 48 kHz, mono, 16 bits.
 *
 * <p>It measures stalls. The sound card plays continuously, so a time without samples is a stall of the sound card or
 * the machine.
 */
final class SoundCardRecorder {
    static final int RATE_HZ = 48_000;

    private static final int SAMPLE_BYTES = 2;
    /** The length of the blocks that arrive during normal operation. */
    private static final int BLOCK_MILLIS = 20;
    /** The length of audio that the sound card mixes per block while it is recorded. */
    private static final double MIXED_NANOS = 10e6;
    /** An unrecorded sound card plays in long blocks and needs some time to switch to short ones. */
    private static final int SETTLING_MILLIS = 200;

    private final Process parec;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    private final CountDownLatch running = new CountDownLatch(1);
    private final StallTimer stalls = new StallTimer();
    private double beginNanos = Double.MAX_VALUE;
    private final Thread reader = new Thread(this::read, "recorder");

    /** Starts recording and returns once samples arrive steadily. */
    SoundCardRecorder() throws IOException, InterruptedException {
        this(Map.of());
    }

    /** Records the sound card that is selected by environment variables. */
    SoundCardRecorder(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "parec",
                        "--device=@DEFAULT_MONITOR@",
                        "--rate=" + RATE_HZ,
                        "--channels=1",
                        "--format=s16le",
                        "--latency-msec=10",
                        "--raw")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        parec = builder.start();
        reader.start();
        if (!running.await(30, TimeUnit.SECONDS) || !isSteady()) {
            stop();
            throw new AssertionError("nothing to record: is the sound card of .ci/audio-sink.sh there?");
        }
    }

    private void read() {
        byte[] some = new byte[4096];
        try (InputStream sound = parec.getInputStream()) {
            for (int count = sound.read(some); count > 0; count = sound.read(some)) {
                append(some, count);
            }
        } catch (IOException stopped) {
            // The output was closed because the process ended.
        } finally {
            running.countDown();
        }
    }

    private synchronized void append(byte[] some, int count) {
        recorded.write(some, 0, count);
        if (isSteady()) {
            double soundedNanos = recorded.size() * 1e9 / bytes(1000);
            beginNanos = Math.min(beginNanos, System.nanoTime() - soundedNanos);
            stalls.alive();
            running.countDown();
        }
        notifyAll();
    }

    private synchronized boolean isSteady() {
        return recorded.size() >= bytes(SETTLING_MILLIS);
    }

    /** Waits until {@code millis} more were recorded, by the clock of the sound card. Returns the whole recording. */
    synchronized short[] listenFor(int millis) throws InterruptedException {
        int untilBytes = recorded.size() + bytes(millis);
        while (recorded.size() < untilBytes) {
            wait();
        }
        return samples();
    }

    /** Waits until {@code millis} more were recorded after the first sound. */
    void listenToSound(int millis) throws InterruptedException {
        synchronized (this) {
            while (RecordingComparison.sounding(samples()).length == 0) {
                wait();
            }
        }
        listenFor(millis);
    }

    /**
     * Waits until the recording contains sound followed by silence of {@code millis}. Returns the whole recording,
     * which contains the sound regardless of its latency.
     */
    synchronized short[] listenUntilSilentFor(int millis) throws InterruptedException {
        return listenUntilSilentFor(millis, 0);
    }

    /** Waits like {@link #listenUntilSilentFor(int)}, but ignores all samples before {@code fromSample}. */
    synchronized short[] listenUntilSilentFor(int millis, int fromSample) throws InterruptedException {
        while (true) {
            short[] samples = samples();
            int last = samples.length - 1;
            while (last >= fromSample && samples[last] == 0) {
                last--;
            }
            if (last >= fromSample && samples.length - last > bytes(millis) / SAMPLE_BYTES) {
                return samples;
            }
            wait();
        }
    }

    /**
     * Returns the time at which a sample was played, by {@link System#nanoTime}. The sound card mixes a block just
     * before playing it, and delivers it immediately or later. The block with the least delay therefore determines the
     * time of all samples.
     */
    synchronized double nanosOf(int sample) {
        return beginNanos + MIXED_NANOS + sample * 1e9 / RATE_HZ;
    }

    private static int bytes(int millis) {
        return millis * RATE_HZ / 1000 * SAMPLE_BYTES;
    }

    /** Returns the whole recording so far. */
    synchronized short[] samples() {
        return TestAudio.samples(recorded.toByteArray());
    }

    /** Returns the longest time for which the sound card delivered no samples although a block was due. */
    double longestStallMillis() {
        return Math.max(0, stalls.longestMillis() - BLOCK_MILLIS);
    }

    /** Clears all previous stalls. */
    void forgetStalls() {
        stalls.forget();
    }

    void stop() throws InterruptedException {
        parec.destroy();
        reader.join();
    }
}
