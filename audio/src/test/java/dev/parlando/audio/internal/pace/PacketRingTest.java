package dev.parlando.audio.internal.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the slots, the padding and the visibility of packets between two threads. */
class PacketRingTest {
    private final PacketRing ring = new PacketRing(ByteBuffer.allocate(40), 4, 8);

    private ByteBuffer writable() {
        return Objects.requireNonNull(ring.writable());
    }

    @Test
    void hasRoomForTheHeaderInFrontOfThePayload() {
        assertThat(ring.slots()).isEqualTo(3);
        writable().putLong(42);
        assertThat(ring.publishIfFull()).isTrue();
        ByteBuffer packet = ring.packet(4);
        assertThat(packet.remaining()).isEqualTo(12);
        packet.putInt(7);
        assertThat(ring.packet(4).getInt()).isEqualTo(7);
        assertThat(ring.packet(0).getLong()).isEqualTo(42);
    }

    @Test
    void returnsNoSlotWhenFull() {
        for (int i = 0; i < 3; i++) {
            writable().putLong(i);
            ring.publishIfFull();
        }
        assertThat(ring.writable()).isNull();
        assertThat(ring.size()).isEqualTo(3);
        ring.release();
        writable().putLong(3);
        ring.publishIfFull();
        assertThat(ring.packet(0).getLong()).isEqualTo(1);
    }

    @Test
    void padsOnlyAPacketWithAWholeSample() {
        ring.pad((byte) 5, 2);
        assertThat(ring.size()).isZero();
        writable().put((byte) 1);
        ring.pad((byte) 5, 2);
        assertThat(ring.size()).isZero();

        PacketRing other = new PacketRing(ByteBuffer.allocate(40), 4, 8);
        Objects.requireNonNull(other.writable()).put(new byte[] {1, 2, 3});
        other.pad((byte) 5, 2);
        byte[] payload = new byte[8];
        other.packet(0).get(payload);
        assertThat(payload).containsExactly(1, 2, 5, 5, 5, 5, 5, 5);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void passesPacketsFromOneThreadToAnother() throws Exception {
        int count = 20_000;
        Thread producer = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                ByteBuffer slot = ring.writable();
                while (slot == null) {
                    LockSupport.parkNanos(1);
                    slot = ring.writable();
                }
                slot.putLong(i);
                ring.publishIfFull();
            }
        });
        producer.start();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            while (ring.size() == 0) {
                LockSupport.parkNanos(1);
            }
            sum += ring.packet(0).getLong() == i ? 0 : 1;
            ring.release();
        }
        producer.join();
        assertThat(sum).as("packets out of order").isZero();
    }
}
