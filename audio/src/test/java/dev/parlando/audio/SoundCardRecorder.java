package dev.parlando.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Records what the virtual sound card of {@code .ci/audio-sink.sh} plays: 48 kHz, mono, 16 bits.
 *
 * <p>It notes for how long nothing came: the card plays all the time, so then the card or the machine stood still.
 */
final class SoundCardRecorder {
    static final int RATE_HZ = 48_000;

    private static final int SAMPLE_BYTES = 2;
    /** How long the blocks are that come when all is well. */
    private static final int BLOCK_MILLIS = 20;
    /** What the card mixes at once while it is recorded. */
    private static final double MIXED_NANOS = 10e6;
    /** A card that nobody listened to plays in long blocks, and needs a moment to change to short ones. */
    private static final int SETTLING_MILLIS = 200;

    private final Process parec;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    private final CountDownLatch running = new CountDownLatch(1);
    private final StallTimer stalls = new StallTimer();
    private double beginNanos = Double.MAX_VALUE;
    private final Thread reader = new Thread(this::read, "recorder");

    /** Starts to record and returns once samples come steadily. */
    SoundCardRecorder() throws IOException, InterruptedException {
        this(Map.of());
    }

    /** Records the sound card that these variables of the environment choose. */
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
            // The end of the process closes its output.
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

    /** Waits until that much more has been recorded, by the clock of the sound card, and returns all of it. */
    synchronized short[] listenFor(int millis) throws InterruptedException {
        int untilBytes = recorded.size() + bytes(millis);
        while (recorded.size() < untilBytes) {
            wait();
        }
        return samples();
    }

    /** Waits until that much more has been recorded after something is heard. */
    void listenToSound(int millis) throws InterruptedException {
        synchronized (this) {
            while (RecordingComparison.sounding(samples()).length == 0) {
                wait();
            }
        }
        listenFor(millis);
    }

    /**
     * Waits until something was heard and then nothing for that long, and returns all of the recording: however far it
     * lags behind, the sound is in it.
     */
    synchronized short[] listenUntilSilentFor(int millis) throws InterruptedException {
        return listenUntilSilentFor(millis, 0);
    }

    /** As above, but hears only what comes from that sample on. */
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
     * Returns when that sample sounded, by {@link System#nanoTime}. The card mixes a block when it is about to play it, and
     * gives it to us at once or later: the block that came earliest tells the time of all.
     */
    synchronized double nanosOf(int sample) {
        return beginNanos + MIXED_NANOS + sample * 1e9 / RATE_HZ;
    }

    private static int bytes(int millis) {
        return millis * RATE_HZ / 1000 * SAMPLE_BYTES;
    }

    /** Returns all of the recording so far. */
    synchronized short[] samples() {
        return TestAudio.samples(recorded.toByteArray());
    }

    /** Returns the longest time for which the card gave nothing although it was time. */
    double longestStallMillis() {
        return Math.max(0, stalls.longestMillis() - BLOCK_MILLIS);
    }

    /** Forgets how long the card stood still before. */
    void forgetStalls() {
        stalls.forget();
    }

    void stop() throws InterruptedException {
        parec.destroy();
        reader.join();
    }
}
