package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    /** Any sequence of offers (positive) and polls (negative) gives what a list would give, round the ring many times. */
    @Property(tries = 300, seed = "11")
    void behavesLikeAListOfLimitedSize(
            @ForAll @Size(max = 200) List<@IntRange(min = -40, max = 40) Integer> steps,
            @ForAll @IntRange(min = 1, max = 64) int minSamples) {
        PcmQueue queue = new PcmQueue(minSamples);
        Deque<Short> model = new ArrayDeque<>();
        short next = 1;
        for (int step : steps) {
            if (step > 0) {
                int count = Math.min(step, queue.roomSamples());
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
            assertThat(queue.roomSamples()).isEqualTo(queue.capacitySamples() - model.size());
        }
    }

    @Property(tries = 100, seed = "11")
    void holdsAtLeastWhatWasAskedAndLessThanTwiceThat(@ForAll @IntRange(min = 2, max = 100_000) int minSamples) {
        assertThat(new PcmQueue(minSamples).capacitySamples()).isBetween(minSamples, 2 * minSamples - 1);
    }

    @Test
    void refusesMoreThanFits() {
        PcmQueue queue = new PcmQueue(4);
        queue.offer(new short[3], 3);
        assertThatThrownBy(() -> queue.offer(new short[2], 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void carriesSamplesBetweenTwoThreadsInOrder() throws Exception {
        PcmQueue queue = new PcmQueue(1000);
        short[] sent = Sounds.ramp(500_000);
        CompletableFuture<short[]> received = CompletableFuture.supplyAsync(() -> receive(queue, sent.length));
        for (int at = 0; at < sent.length; ) {
            int count = Math.min(Math.min(queue.roomSamples(), 77), sent.length - at);
            queue.offer(Arrays.copyOfRange(sent, at, at + count), count);
            at += count;
            Thread.onSpinWait();
        }
        assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(sent);
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
