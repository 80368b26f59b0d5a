package dev.parlando.benchmarks.endtoend.pull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * A monitor of the virtual sound card of {@code .ci/audio-sink.sh}. It checks the played samples on its own thread
 * until it is closed.
 */
final class CardMonitor implements AutoCloseable {
    private final RampSignal ramp;
    private final Process parec;
    private final CountDownLatch listening = new CountDownLatch(1);

    /** Starts the monitor and returns when it receives samples. */
    CardMonitor(RampSignal ramp) throws IOException, InterruptedException {
        this.ramp = ramp;
        parec = new ProcessBuilder(
                        "parec",
                        "--device=@DEFAULT_MONITOR@",
                        "--rate=48000",
                        "--channels=1",
                        "--format=s16le",
                        "--latency-msec=50",
                        "--raw")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread thread = new Thread(this::listen, "card-monitor");
        thread.setDaemon(true);
        thread.start();
        listening.await();
    }

    private void listen() {
        try (InputStream sound = new BufferedInputStream(parec.getInputStream(), 1 << 16)) {
            int low = sound.read();
            int high = sound.read();
            while (high >= 0) {
                listening.countDown();
                ramp.check((short) (low | high << 8));
                low = sound.read();
                high = sound.read();
            }
        } catch (IOException stopped) {
            // Stopping the process closes its output.
        }
    }

    @Override
    public void close() {
        parec.destroy();
    }
}
