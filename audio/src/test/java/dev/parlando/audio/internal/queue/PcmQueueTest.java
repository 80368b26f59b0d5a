package dev.parlando.audio.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.TestAudio;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PcmQueueTest {
    /** Any sequence of offers (positive) and polls (negative) behaves like a list, over many rounds of the ring. */
    @Property(tries = 300, seed = "11")
    void behavesLikeBoundedFifo(
            @ForAll @Size(max = 200) List<@IntRange(min = -40, max = 40) Integer> steps,
            @ForAll @IntRange(min = 1, max = 64) int minSamples) {
        PcmQueue queue = new PcmQueue(minSamples);
        Deque<Short> model = new ArrayDeque<>();
        short next = 1;
        for (int step : steps) {
            if (step > 0) {
                int count = Math.min(step, queue.freeSamples());
                short[] samples = new short[count];
                for (int i = 0; i < count; i++) {
                    samples[i] = next++;
                    model.add(samples[i]);
                }
                queue.offer(samples, count);
            } else {
                short[] target = new short[40];
                int count = queue.poll(target, -step);
                assertThat(count).isEqualTo(Math.min(-step, model.size()));
                for (int i = 0; i < count; i++) {
                    assertThat(target[i]).isEqualTo(model.remove());
                }
            }
            assertThat(queue.freeSamples()).isEqualTo(queue.capacitySamples() - model.size());
        }
    }

    @Property(tries = 100, seed = "11")
    void hasCapacityBetweenRequestedAndTwiceRequested(@ForAll @IntRange(min = 2, max = 100_000) int minSamples) {
        assertThat(new PcmQueue(minSamples).capacitySamples()).isBetween(minSamples, 2 * minSamples - 1);
    }

    @Test
    void rejectsSamplesBeyondCapacity() {
        PcmQueue queue = new PcmQueue(4);
        queue.offer(new short[3], 3);
        assertThatThrownBy(() -> queue.offer(new short[2], 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void carriesSamplesBetweenTwoThreadsInOrder() throws Exception {
        PcmQueue queue = new PcmQueue(1000);
        short[] sent = TestAudio.ramp(0, 500_000);
        CompletableFuture<short[]> received = CompletableFuture.supplyAsync(() -> receive(queue, sent.length));
        for (int at = 0; at < sent.length; ) {
            int count = Math.min(Math.min(queue.freeSamples(), 77), sent.length - at);
            queue.offer(Arrays.copyOfRange(sent, at, at + count), count);
            at += count;
            Thread.onSpinWait();
        }
        assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(sent);
    }

    @Test
    void reclaimsUnreadSamples() {
        PcmQueue queue = new PcmQueue(8);
        queue.offer(new short[] {1, 2, 3, 4, 5}, 5);
        short[] target = new short[8];
        queue.poll(target, 2);

        assertThat(queue.reclaimUnread()).isEqualTo(3);
        queue.offer(new short[] {0, 6, 7}, 1, 2);

        assertThat(queue.poll(target, 8)).isEqualTo(2);
        assertThat(target).startsWith(6, 7);
        assertThat(queue.consumedSamples()).isEqualTo(7);
    }

    /**
     * Each block repeats one number. A block that was polled in part and then reclaimed must not be mixed with another.
     */
    @Test
    void neverReclaimsPolledSamples() throws Exception {
        PcmQueue queue = new PcmQueue(64);
        int rounds = 100_000;
        CompletableFuture<Long> polled = CompletableFuture.supplyAsync(() -> pollBlocks(queue));
        long offered = 0;
        long takenBack = 0;
        short[] block = new short[48];
        for (int round = 1; round <= rounds; round++) {
            Arrays.fill(block, (short) (round == rounds ? -1 : round & 0x7FFF));
            queue.offer(block, block.length);
            offered += block.length;
            takenBack += round == rounds ? 0 : queue.reclaimUnread();
        }
        assertThat(polled.get(30, TimeUnit.SECONDS)).isEqualTo(offered - takenBack);
    }

    private static long pollBlocks(PcmQueue queue) {
        short[] some = new short[40];
        long count = 0;
        int last = 0;
        while (last != -1) {
            int samples = queue.poll(some, some.length);
            for (int i = 1; i < samples; i++) {
                assertThat(some[i]).isEqualTo(some[0]);
            }
            last = samples == 0 ? 0 : some[0];
            count += samples;
        }
        return count + queue.poll(some, some.length);
    }

    private static short[] receive(PcmQueue queue, int samples) {
        short[] all = new short[samples];
        short[] some = new short[123];
        int at = 0;
        while (at < samples) {
            int count = queue.poll(some, some.length);
            System.arraycopy(some, 0, all, at, count);
            at += count;
            Thread.onSpinWait();
        }
        return all;
    }
}
