package dev.parlando.audio.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.internal.timing.Allocation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRingTest {
    private static final int CAPACITY = 50;

    /** Compares random changes with the whole stream, of which the ring holds a part. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void holdsRangeOfStream(int channels) {
        Random random = new Random(channels);
        SampleRing ring = new SampleRing(new PcmFormat(8000, channels), CAPACITY);
        short[] stream = new short[channels * 100_000];
        short[] block = new short[channels * (CAPACITY + 10)];
        long start = 0;
        long end = 0;
        while (end < 90_000) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    start = Math.min(end, start + random.nextInt(CAPACITY));
                    ring.dropBefore(start);
                }
                case 1 -> {
                    end = Math.max(0, end - random.nextInt(10));
                    start = Math.min(start, end);
                    ring.truncateAt(end);
                }
                default -> {
                    for (int i = 0; i < block.length; i++) {
                        block[i] = (short) random.nextInt();
                    }
                    int offset = random.nextInt(5);
                    int wanted = random.nextInt(CAPACITY);
                    int count = ring.append(block, offset, wanted);
                    assertThat(count).isEqualTo(Math.min(wanted, CAPACITY - (int) (end - start)));
                    System.arraycopy(block, offset * channels, stream, (int) end * channels, count * channels);
                    end += count;
                }
            }
            assertHolds(ring, stream, start, end);
        }
    }

    private static void assertHolds(SampleRing ring, short[] stream, long start, long end) {
        assertThat(ring.start()).isEqualTo(start);
        assertThat(ring.end()).isEqualTo(end);
        int channels = stream.length / 100_000;
        short[] copy = new short[CAPACITY * channels];
        long from = (start + end) / 2;
        int count = ring.copy(from, copy, CAPACITY);
        assertThat(count).isEqualTo((int) (end - from));
        for (int i = 0; i < count * channels; i++) {
            if (copy[i] != stream[(int) from * channels + i]) {
                assertThat(copy[i]).as("sample %d", i).isEqualTo(stream[(int) from * channels + i]);
            }
        }
    }

    /** The positions continue beyond the range of an int. */
    @Test
    void keepsSamplesInOrderAfterBillionsOfFrames() {
        int block = 1 << 16;
        SampleRing ring = new SampleRing(new PcmFormat(8000, 1), block + 7);
        short[] ramp = TestAudio.ramp(block);
        short[] copied = new short[block];
        for (long frames = 0; frames <= 1L << 32; frames += block) {
            ring.append(ramp, 0, block);
            if (Math.abs(frames - (1L << 31)) <= block || frames == 1L << 32) {
                assertThat(ring.copy(frames, copied, block)).isEqualTo(block);
                assertThat(copied).isEqualTo(ramp);
            }
            ring.dropBefore(ring.end());
        }
        assertThat(ring.size()).isZero();
    }

    @Test
    void allocatesNothing() {
        SampleRing ring = new SampleRing(new PcmFormat(8000, 2), CAPACITY);
        short[] block = new short[2 * CAPACITY];
        long least = Allocation.leastBytes(() -> {
            for (int i = 0; i < 10_000; i++) {
                ring.append(block, 0, 7);
                ring.copy(ring.start(), block, 7);
                ring.dropBefore(ring.end() - 10);
                ring.truncateAt(ring.end() - 1);
            }
        });
        assertThat(least).isZero();
    }
}
