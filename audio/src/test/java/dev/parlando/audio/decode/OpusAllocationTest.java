package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Shows that packets are cut out of a stream, once it runs, without any garbage; Concentus makes some of its own. */
class OpusAllocationTest {
    private static final int PASSES = 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes the least of many passes, since a compiler that guessed wrong bills the thread for what it does about it. */
    @Test
    void nothingIsAllocatedPerPacket() {
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
