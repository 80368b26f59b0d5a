package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Tests that splitting a stream into packets allocates nothing in the steady state. Concentus itself does allocate. */
class OpusAllocationTest {
    private static final int PASSES = 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Uses the minimum of many passes, since deoptimization by the JIT compiler also counts as allocation of the
     * thread.
     */
    @Test
    void readsPacketsWithoutAllocation() {
        ByteBuffer stream = ByteBuffer.wrap(TestVectors.bytes("opus_48000_64.opus"));
        OggPacketReader packets = new OggPacketReader();
        long least = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES && least > 0; pass++) {
            stream.clear();
            long before = threads.getCurrentThreadAllocatedBytes();
            int count = 0;
            while (packets.next(stream)) {
                count++;
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertThat(count).isEqualTo(2 + 328);
        }
        assertThat(least).isZero();
    }
}
