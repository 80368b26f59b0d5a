package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.timing.Allocation;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Tests that splitting a stream into packets allocates nothing in the steady state. Concentus itself does allocate. */
class OpusAllocationTest {
    private static final int PACKETS = 2 + 328;

    @Test
    void readsPacketsWithoutAllocation() {
        ByteBuffer stream = ByteBuffer.wrap(TestVectors.bytes("opus_48000_64.opus"));
        OggPacketReader packets = new OggPacketReader();
        int[] counted = new int[1];
        long least = Allocation.leastBytes(() -> {
            stream.clear();
            counted[0] = 0;
            while (packets.next(stream)) {
                counted[0]++;
            }
        });
        assertThat(least).isZero();
        assertThat(counted[0]).isEqualTo(PACKETS);
    }
}
