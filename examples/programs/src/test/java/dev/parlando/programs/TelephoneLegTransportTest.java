package dev.parlando.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.speech.SpeechRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Speaks on telephone legs through an engine and the offline server, in real time. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TelephoneLegTransportTest {
    private static final int LEGS = 6;
    private static final int CLEARS_PER_LEG = 5;
    /** More than the packets that one block holds, so that the stream is held and resumed. */
    private static final String LONG_TEXT = "The bytes of this sentence pass from the network into the packets.";

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** A sink that stores the speech that it receives. Written by the pace thread only. */
    private static final class SpeechSink implements PacketSink {
        final ByteArrayOutputStream speech = new ByteArrayOutputStream();
        final AtomicInteger packets = new AtomicInteger();

        @Override
        public void send(Packet packet) {
            if (!packet.isSilence()) {
                ByteBuffer payload = packet.buffer(0);
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                speech.writeBytes(bytes);
                packets.incrementAndGet();
            }
        }
    }

    @Test
    void sendsTheBytesOfTheService() throws Exception {
        try (OfflineEngine offline = OfflineEngine.start();
                PacketClock clock = PacketClock.create()) {
            SpeechSink sink = new SpeechSink();
            TelephoneLeg leg =
                    TelephoneLeg.builder(offline.engine(), clock, sink).open();
            SpeechRequest request = leg.defaultRequest(LONG_TEXT);
            byte[] expected = offline.engine().inputStream(request).readAllBytes();
            LegUtterance utterance = leg.say(request);

            assertThat(utterance.join().audioFrames()).isEqualTo(expected.length);
            assertThat(expected).hasSizeGreaterThan(85 * 160);
            byte[] sent = sink.speech.toByteArray();
            assertThat(Arrays.copyOf(sent, expected.length)).isEqualTo(expected);
            assertThat(sent.length - expected.length).isBetween(0, 159);
            assertThat(utterance.gaps()).isZero();
        }
    }

    @Test
    void returnsStreamsAndPermitsAfterRandomClears() {
        Random random = new Random(42);
        try (OfflineEngine offline = OfflineEngine.start();
                PacketClock clock = PacketClock.create()) {
            List<TelephoneLeg> legs = new ArrayList<>();
            List<SpeechSink> sinks = new ArrayList<>();
            for (int i = 0; i < LEGS; i++) {
                SpeechSink sink = new SpeechSink();
                sinks.add(sink);
                legs.add(TelephoneLeg.builder(offline.engine(), clock, sink).open());
            }
            List<LegUtterance> utterances = new ArrayList<>();
            for (int round = 0; round < CLEARS_PER_LEG; round++) {
                for (TelephoneLeg leg : legs) {
                    utterances.add(leg.say(LONG_TEXT));
                    utterances.add(leg.say(LONG_TEXT));
                }
                int awaited = random.nextInt(LEGS);
                int packets = sinks.get(awaited).packets.get() + random.nextInt(3);
                await(() -> sinks.get(awaited).packets.get() >= packets);
                legs.forEach(TelephoneLeg::clear);
            }
            assertThat(utterances).allMatch(utterance -> utterance.join().stopped());
            await(() -> offline.engine().stats().runningStreams() == 0);
            await(() -> offline.engine().stats().limits().stream().allMatch(limit -> limit.inFlight() == 0));
            assertThat(offline.engine().stats().failedStreams()).isZero();
        }
    }
}
