package dev.parlando.benchmarks.soak.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows, with few streams, that held streams take their windows and no more. */
@Timeout(60)
class PausedStreamsTest {
    private static final int STREAMS = 20;
    private static final long WINDOWS_BYTES = STREAMS * 1024L * 1024;

    @Test
    void theServerIsStoppedByTheWindowsAndMemoryWithIt() throws Exception {
        try (EagerServerProcess server = EagerServerProcess.start();
                PausedStreams paused = new PausedStreams(server)) {
            MemoryFootprint before = MemoryFootprint.now();
            paused.open(STREAMS);
            awaitSent(server, WINDOWS_BYTES);
            MemoryFootprint held = MemoryFootprint.now();
            paused.cancel();

            assertThat(server.sentBytes()).isEqualTo(WINDOWS_BYTES);
            // The allocator takes whole blocks; an engine that went on reading would hold ten times its windows.
            assertThat(held.directBytes() - before.directBytes()).isLessThan(4 * WINDOWS_BYTES);
        }
    }

    /** Asks the server again and again; each question waits for its answer. */
    private static void awaitSent(EagerServerProcess server, long bytes) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (server.sentBytes() < bytes) {
            assertThat(System.nanoTime())
                    .as("the server stopped before the windows")
                    .isLessThan(deadlineNanos);
        }
    }
}
