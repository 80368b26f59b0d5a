package dev.parlando.benchmarks.soak.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test, with few streams, that held streams use no more memory than their flow-control windows. */
@Timeout(60)
class PausedStreamsTest {
    private static final int STREAMS = 20;
    private static final long WINDOWS_BYTES = STREAMS * 1024L * 1024;

    @Test
    void boundsServerAndMemoryByFlowControlWindows() throws Exception {
        try (EagerServerProcess server = EagerServerProcess.start();
                PausedStreams paused = new PausedStreams(server)) {
            MemoryFootprint before = MemoryFootprint.now();
            paused.open(STREAMS);
            awaitSent(server, WINDOWS_BYTES);
            MemoryFootprint held = MemoryFootprint.now();
            paused.cancel();

            assertThat(server.sentBytes()).isEqualTo(WINDOWS_BYTES);
            // The allocator allocates whole blocks. An engine that continued to read would hold ten times its windows.
            assertThat(held.directBytes() - before.directBytes()).isLessThan(4 * WINDOWS_BYTES);
        }
    }

    /** Polls the server until it has sent the given number of bytes. */
    private static void awaitSent(EagerServerProcess server, long bytes) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (server.sentBytes() < bytes) {
            assertThat(System.nanoTime())
                    .as("the server stopped before the windows")
                    .isLessThan(deadlineNanos);
        }
    }
}
