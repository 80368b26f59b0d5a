package dev.parlando.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Records what the virtual sound card of {@code .ci/audio-sink.sh} plays: 48 kHz, mono, 16 bits. */
final class Recorder {
    static final int RATE_HZ = 48_000;
    private static final int SAMPLE_BYTES = 2;

    private final Process parec;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    private final CountDownLatch running = new CountDownLatch(1);
    private final Thread reader = new Thread(this::read, "recorder");

    /** Starts to record and returns once the first samples came. */
    Recorder() throws IOException, InterruptedException {
        parec = new ProcessBuilder(
                        "parec",
                        "--device=@DEFAULT_MONITOR@",
                        "--rate=" + RATE_HZ,
                        "--channels=1",
                        "--format=s16le",
                        "--latency-msec=10",
                        "--raw")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        reader.start();
        if (!running.await(10, TimeUnit.SECONDS) || !parec.isAlive()) {
            stop();
            throw new AssertionError("nothing to record: is the sound card of .ci/audio-sink.sh there?");
        }
    }

    private void read() {
        byte[] some = new byte[4096];
        try (InputStream sound = parec.getInputStream()) {
            for (int count = sound.read(some); count > 0; count = sound.read(some)) {
                append(some, count);
                running.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running.countDown();
        }
    }

    private synchronized void append(byte[] some, int count) {
        recorded.write(some, 0, count);
        notifyAll();
    }

    /** Waits until that much more has been recorded, by the clock of the sound card, and returns all of it. */
    synchronized short[] listenFor(int millis) throws InterruptedException {
        int untilBytes = recorded.size() + millis * RATE_HZ / 1000 * SAMPLE_BYTES;
        while (recorded.size() < untilBytes) {
            wait();
        }
        return Sounds.samples(recorded.toByteArray());
    }

    void stop() throws InterruptedException {
        parec.destroy();
        reader.join();
    }
}
