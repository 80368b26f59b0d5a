package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRingTest {
    private static final int CAPACITY = 32;

    private final ByteRing ring = new ByteRing(CAPACITY);
    private short offered;
    private final List<Integer> sent = new ArrayList<>();

    private void offer(int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = offered++;
        }
        ring.offer(samples, 0, count);
    }

    private void send(int samples) {
        for (int i = 0; i < samples; i++) {
            int index = ring.readIndex();
            sent.add((ring.array()[index] & 0xFF) | ring.array()[index + 1] << 8);
            ring.send(2);
        }
    }

    @Test
    void sendsSamplesInOrder() {
        offer(10);
        send(10);
        ring.release();
        offer(16);
        assertThat(ring.roomBytes()).isZero();
        assertThat(ring.contiguousBytes()).isEqualTo(12);
        send(16);
        assertThat(sent).hasSize(26).startsWith(0, 1, 2).endsWith(24, 25);
    }

    @Test
    void hasNoRoomForSentSamplesUntilTheyAreReleased() {
        offer(16);
        send(10);
        assertThat(ring.roomBytes()).isZero();
        assertThat(ring.sizeBytes()).isEqualTo(12);
        ring.release();
        assertThat(ring.roomBytes()).isEqualTo(20);
    }

    @Test
    void takesBackOnlySentSamplesThatAreNotReleased() {
        offer(16);
        send(4);
        ring.release();
        send(6);
        assertThat(ring.takeBack(14)).isFalse();
        assertThat(ring.takeBack(12)).isTrue();
        assertThat(ring.readIndex()).isEqualTo(8);
    }

    /** The writer offers as many samples as it had room for before the reader did anything. */
    @Test
    void keepsRoomOnceSeen() {
        Random random = new Random(4);
        int next = 0;
        for (int round = 0; round < 10_000; round++) {
            int room = ring.roomBytes() / 2;
            int position = sent.size();
            int count = random.nextInt(ring.sizeBytes() / 2 + 1);
            send(count);
            if (random.nextInt(3) > 0) {
                int taken = random.nextInt(1 + count);
                assertThat(ring.takeBack(2 * taken)).isTrue();
                sent.subList(sent.size() - taken, sent.size()).clear();
            } else if (random.nextBoolean()) {
                ring.release();
            }
            offer(random.nextInt(room + 1));
            for (int i = position; i < sent.size(); i++) {
                assertThat(sent.get(i)).isEqualTo((short) next++);
            }
        }
        assertThat(next).isGreaterThan(10_000);
    }
}
