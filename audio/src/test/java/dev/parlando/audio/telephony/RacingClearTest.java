package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.internal.pace.PaceLoop;
import dev.parlando.audio.internal.pace.PacedTask;
import dev.parlando.audio.internal.pace.Pacer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clears a leg at random times, while a thread paces it on a clock that runs as fast as the processor allows. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RacingClearTest {
    private static final int CLEARS = 1000;

    /** A pacer whose time advances by 1 ms per step. */
    private static final class FastPacer implements Pacer {
        private final AtomicLong nanos = new AtomicLong();
        private final PaceLoop loop = new PaceLoop(nanos::get);
        private volatile boolean closed;
        private final Thread thread = new Thread(this::run, "fast-pace");

        void start() {
            thread.start();
        }

        private void run() {
            while (!closed) {
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                loop.step();
            }
            loop.close();
        }

        @Override
        public void add(PacedTask task) {
            loop.add(task);
        }

        @Override
        public void wake(PacedTask task) {
            loop.wake(task);
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A sink that counts the packets of each utterance, whose number is in its bytes. */
    private static final class CountingSink implements PacketSink {
        final AtomicIntegerArray packets = new AtomicIntegerArray(CLEARS);

        @Override
        public void send(Packet packet) {
            if (!packet.isSilence()) {
                packets.incrementAndGet(packet.buffer(0).getInt());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsAtMostThePacketThatIsBeingSent(PacePolicy policy) throws Exception {
        Random random = new Random(42);
        FastPacer pacer = new FastPacer();
        PacketClock clock = new PacketClock(1, number -> pacer, Runnable::run, () -> {});
        FakeSpeechSource source = FakeSpeechSource.direct();
        CountingSink sink = new CountingSink();
        int[] sentAtClear = new int[CLEARS];
        try (clock) {
            TelephoneLeg leg = TelephoneLeg.builder(source, clock, sink)
                    .ptimeMillis(10)
                    .pacePolicy(policy)
                    .open();
            pacer.start();
            for (int i = 0; i < CLEARS; i++) {
                leg.say("Hello.");
                FakeSpeechStream stream = source.next();
                stream.send(packets(i, 40));
                int wanted = 1 + random.nextInt(20);
                while (sink.packets.get(i) < wanted) {
                    LockSupport.parkNanos(1);
                }
                leg.clear();
                sentAtClear[i] = sink.packets.get(i);
                assertThat(stream.isCancelled()).isTrue();
            }
            while (clock.resources().pool().used() > 0) {
                LockSupport.parkNanos(1);
            }
        }
        for (int i = 0; i < CLEARS; i++) {
            assertThat(sink.packets.get(i) - sentAtClear[i]).isBetween(0, 1);
        }
    }

    private static byte[] packets(int number, int count) {
        byte[] bytes = new byte[80 * count];
        Arrays.fill(bytes, (byte) number);
        for (int from = 0; from < bytes.length; from += 80) {
            bytes[from] = 0;
            bytes[from + 1] = 0;
            bytes[from + 2] = (byte) (number >> 8);
        }
        return bytes;
    }
}
