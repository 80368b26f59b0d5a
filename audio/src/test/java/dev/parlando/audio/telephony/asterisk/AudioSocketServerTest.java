package dev.parlando.audio.telephony.asterisk;

import static dev.parlando.audio.telephony.asterisk.AsteriskPeer.CALL;
import static dev.parlando.audio.telephony.asterisk.AsteriskPeer.UUID_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TransportException;
import dev.parlando.fault.LogRecorder;
import dev.parlando.internal.timing.Allocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of AudioSocket calls with a scripted Asterisk on loopback, whose bytes follow {@code res_audiosocket.c}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AudioSocketServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final AtomicLong nowNanos = new AtomicLong();
    private final BlockingQueue<AudioSocketCall> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<ParlandoException> refusals = new LinkedBlockingQueue<>();
    private volatile boolean refusalFails;
    private final AudioSocketServer server =
            builder().maxCalls(3).nanoClock(nowNanos::get).start();

    private AudioSocketServerBuilder builder() {
        return AudioSocketServer.builder(ANY_PORT, new AudioSocketHandler() {
            @Override
            public void onCall(AudioSocketCall call) {
                call.listener(new EventRecorder());
                calls.add(call);
            }

            @Override
            public void onRefused(InetSocketAddress peer, ParlandoException reason) {
                refusals.add(reason);
                if (refusalFails) {
                    throw new IllegalStateException("expected");
                }
            }
        });
    }

    /** Writes the events of a call as lines. */
    private class EventRecorder implements AudioSocketListener {
        @Override
        public void onAudio(ByteBuffer samples, int sampleRateHz) {
            events.add("audio " + samples.order(ByteOrder.LITTLE_ENDIAN).getShort(0) + " at " + sampleRateHz);
        }

        @Override
        public void onDigit(char digit) {
            events.add("digit " + digit);
        }

        @Override
        public void onEnd(@Nullable ParlandoException error) {
            events.add(error == null ? "end" : error.getMessage());
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private AsteriskPeer connect() throws IOException {
        return new AsteriskPeer(server.address());
    }

    private AudioSocketCall nextCall() throws InterruptedException {
        return Objects.requireNonNull(calls.poll(30, TimeUnit.SECONDS), "no call");
    }

    private String nextEvent() throws InterruptedException {
        return Objects.requireNonNull(events.poll(30, TimeUnit.SECONDS), "no event");
    }

    private String nextRefusal() throws InterruptedException {
        return Objects.requireNonNull(refusals.poll(30, TimeUnit.SECONDS), "no refusal")
                .getMessage();
    }

    private static TestPacket slinPacket() {
        return new TestPacket(320, 160);
    }

    @Test
    void exchangesAudioAndDigitsWithCall() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            assertThat(call.uuid()).isEqualTo(CALL);
            assertThat(call.format().byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
            call.send(slinPacket().fill(1));
            byte[] received = asterisk.receive(0x10);
            assertThat(received).hasSize(320).startsWith(1, 2, 3);

            asterisk.send("10 0004 34120000 03 0001 23 12 0002 ffff 00 0000");
            assertThat(nextEvent()).isEqualTo("audio 4660 at 8000");
            assertThat(nextEvent()).isEqualTo("digit #");
            assertThat(nextEvent()).isEqualTo("audio -1 at 16000");
            assertThat(nextEvent()).isEqualTo("end");
            assertThat(call.statistics()).isEqualTo(new AudioSocketStatistics(1, 0, 5));
            asterisk.awaitEnd();
        }
    }

    @Test
    void dropsAudioButNoDigitForSlowListener() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            CountDownLatch release = new CountDownLatch(1);
            nextCall().listener(new EventRecorder() {
                @Override
                public void onAudio(ByteBuffer samples, int sampleRateHz) {
                    super.onAudio(samples, sampleRateHz);
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            asterisk.send("10 0002 0000");
            assertThat(nextEvent()).isEqualTo("audio 0 at 8000");
            asterisk.send("10 0002 0000".repeat(100) + "03 0001 35 00 0000");
            asterisk.awaitEnd();
            release.countDown();
            int audio = 0;
            String event = nextEvent();
            while (event.startsWith("audio")) {
                audio++;
                event = nextEvent();
            }
            assertThat(audio).isEqualTo(50);
            assertThat(event).isEqualTo("digit 5");
            assertThat(nextEvent()).isEqualTo("end");
        }
    }

    @Test
    void endsCallWhenAsteriskClosesOrResetsConnection() throws Exception {
        AsteriskPeer asterisk = connect().send(UUID_MESSAGE);
        AudioSocketCall call = nextCall();
        asterisk.close();
        assertThat(nextEvent()).isEqualTo("end");
        assertThatThrownBy(() -> call.send(slinPacket()))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(CALL.toString());

        AsteriskPeer crashing = connect().send(UUID_MESSAGE);
        nextCall();
        crashing.reset();
        assertThat(nextEvent()).isEqualTo("end");
    }

    @Test
    void hangsUp() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            call.hangUp();
            call.hangUp();
            assertThat(asterisk.receive(0x00)).isEmpty();
            asterisk.send("10 0002 0000"); // Sent before Asterisk reads the hang-up.
            asterisk.awaitEnd();
            assertThat(nextEvent()).isEqualTo("end");
        }
        connect().send(UUID_MESSAGE);
        nextCall();
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ff 0001 02, reported error 0x02",
        "ff 0000, reported error without a code",
        "02 0000, kind 0x02 with 0 bytes",
        "19 0140, kind 0x19 with 320 bytes",
        "03 0002, kind 0x03 with 2 bytes",
        "01 0010, kind 0x01 with 16 bytes",
        "00 0001, kind 0x00 with 1 bytes"
    })
    void endsCallWithErrorForInvalidMessage(String message, String problem) throws Exception {
        try (AsteriskPeer other = connect().send(UUID_MESSAGE);
                AsteriskPeer asterisk = connect()) {
            AudioSocketCall kept = nextCall();
            asterisk.send(UUID_MESSAGE);
            nextCall();
            asterisk.send(message);
            assertThat(nextEvent()).contains(problem).contains(CALL.toString());
            asterisk.awaitEnd();
            kept.send(slinPacket());
            assertThat(other.receive(0x10)).hasSize(320);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 ffff", "01 000f", "01 ffff", "03 0001 35", "474554202f20485454502f312e310d0a"})
    void refusesConnectionWithoutUuid(String first) throws Exception {
        try (AsteriskPeer asterisk = connect().send(first)) {
            assertThat(nextRefusal()).contains("instead of a UUID of 16 bytes");
            asterisk.awaitEnd();
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void refusesConnectionThatEndsWithoutUuid() throws Exception {
        connect().close();
        assertThat(nextRefusal()).contains("closed the connection before it sent a UUID");
        connect().send("00 0000");
        assertThat(nextRefusal()).contains("closed the connection before it sent a UUID");
    }

    @Test
    void logsFailureOfTheHandlerOfARefusal() throws Exception {
        refusalFails = true;
        try (LogRecorder log = new LogRecorder(AudioSocketServer.class.getName(), Level.WARNING)) {
            connect().close();
            assertThat(nextRefusal()).contains("sent a UUID");
            while (log.records().stream().noneMatch(record -> record.getThrown() instanceof IllegalStateException)) {
                Thread.onSpinWait();
            }
        }
    }

    /** The limit concerns the whole UUID, so that single bytes do not extend it. */
    @Test
    void refusesConnectionThatSendsUuidTooSlowly() throws Exception {
        try (AsteriskPeer asterisk = connect().send("01 0010 40")) {
            awaitConnections(1);
            nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1500));
            asterisk.send("32");
            nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(nextRefusal()).contains("sent no UUID for 2000 ms");
            asterisk.awaitEnd();
        }
    }

    private void awaitConnections(int count) {
        while (server.openConnections() != count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void endsCallWithoutAnyByteForTwoSeconds() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1999));
            call.send(slinPacket());
            nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1999));
            asterisk.send("10 0002 0000");
            assertThat(nextEvent()).isEqualTo("audio 0 at 8000");
            nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2000));
            assertThat(nextEvent()).contains("sent nothing and accepted nothing for 2000 ms");
            assertThat(asterisk.receive(0x10)).hasSize(320);
            asterisk.awaitEnd();
        }
    }

    /** A packet that the connection accepts in part is completed, and the ones in between are dropped as a whole. */
    @Test
    void dropsWholePacketsForSlowReader() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            TestPacket packet = new TestPacket(1283, 640);
            while (call.statistics().packetsDropped() < 20) {
                call.send(packet.fill(0));
            }
            long sent = call.statistics().packetsSent();
            for (long i = 0; i < sent; i++) {
                assertThat(asterisk.receive(0x10))
                        .hasSize(1283)
                        .startsWith(0, 1, 2)
                        .endsWith(1, 2);
            }
            while (call.statistics().packetsSent() == sent) {
                call.send(packet.fill(7));
            }
            assertThat(asterisk.receive(0x10)).startsWith(7, 8);
            call.hangUp();
            assertThat(asterisk.receive(0x00)).isEmpty();
        }
    }

    /** A half-open connection accepts no packet once its buffers are full. */
    @Test
    void endsCallWhoseReaderIsGone() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            while (call.statistics().packetsDropped() < 20) {
                call.send(slinPacket());
            }
            nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
            assertThat(nextEvent()).contains("accepted nothing");
            call.hangUp();
            assertThat(asterisk).isNotNull();
        }
    }

    @Test
    void closesConnectionWhenHandlerFails() throws Exception {
        AudioSocketHandler failing = call -> {
            throw new IllegalStateException("unknown call");
        };
        try (AudioSocketServer other =
                        AudioSocketServer.builder(ANY_PORT, failing).start();
                AsteriskPeer asterisk = new AsteriskPeer(other.address()).send(UUID_MESSAGE)) {
            asterisk.awaitEnd();
        }
    }

    @Test
    void closesConnectionsBeyondLimit() throws Exception {
        try (AsteriskPeer first = connect();
                AsteriskPeer second = connect();
                AsteriskPeer third = connect()) {
            awaitConnections(3);
            try (AsteriskPeer fourth = connect()) {
                fourth.awaitEnd();
            }
            first.reset();
            awaitConnections(2);
            connect().send(UUID_MESSAGE);
            assertThat(nextCall().uuid()).isEqualTo(CALL);
            assertThat(second).isNotSameAs(third);
        }
    }

    @Test
    void sendsSilenceOfLegFromTheStartAndEndsItWithTheCall() throws Exception {
        try (ManualPacketClock clock = new ManualPacketClock();
                AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            TelephoneLeg leg = TelephoneLeg.builder(FakeSpeechSource.direct(), clock.clock(), call)
                    .format(call.format())
                    .open();
            call.attach(leg);
            clock.advanceMillis(40);
            assertThat(asterisk.receive(0x10)).hasSize(320).containsOnly(0);
            assertThat(asterisk.receive(0x10)).hasSize(320);
            asterisk.send("00 0000");
            assertThat(nextEvent()).isEqualTo("end");
            assertThat(leg.isOpen()).isFalse();

            TelephoneLeg late = TelephoneLeg.builder(FakeSpeechSource.direct(), clock.clock(), call)
                    .format(call.format())
                    .open();
            call.attach(late);
            assertThat(late.isOpen()).isFalse();
        }
    }

    @Test
    void closeOfLegHangsUp() throws Exception {
        try (ManualPacketClock clock = new ManualPacketClock();
                AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            TelephoneLeg leg = TelephoneLeg.builder(FakeSpeechSource.direct(), clock.clock(), call)
                    .format(call.format())
                    .open();
            leg.close();
            clock.step();
            assertThat(asterisk.receive(0x00)).isEmpty();
            asterisk.awaitEnd();
        }
    }

    @Test
    void hangsUpAllCallsWhenClosed() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            nextCall();
            server.close();
            assertThat(nextEvent()).isEqualTo("end");
            assertThat(asterisk.receive(0x00)).isEmpty();
            assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
            assertThat(server.openConnections()).isZero();
        }
    }

    @Test
    void allocatesNothingPerPacket() throws Exception {
        try (AsteriskPeer asterisk = connect().send(UUID_MESSAGE)) {
            AudioSocketCall call = nextCall();
            TestPacket packet = slinPacket();
            Thread reader = new Thread(() -> {
                try {
                    while (true) {
                        asterisk.receive(0x10);
                    }
                } catch (IOException | AssertionError ended) {
                    // The test is over.
                }
            });
            reader.setDaemon(true);
            reader.start();
            long least = Allocation.leastBytes(() -> {
                for (int i = 0; i < 200; i++) {
                    call.send(packet);
                }
            });
            assertThat(least).isZero();
        }
    }

    @Test
    void rejectsInvalidOptions() {
        assertInvalid("sampleRateHz", builder().sampleRateHz(11_025));
        assertInvalid("timeout", builder().timeout(Duration.ofMillis(99)));
        assertInvalid("maxCalls", builder().maxCalls(0));
        assertInvalid(
                "address", AudioSocketServer.builder(InetSocketAddress.createUnresolved("nowhere", 1), call -> {}));
        assertThatThrownBy(() ->
                        AudioSocketServer.builder(server.address(), call -> {}).start())
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("cannot listen for AudioSocket on")
                .hasMessageContaining("" + server.address().getPort());
        try (AudioSocketServer wideband = builder().sampleRateHz(16_000).start()) {
            assertThat(wideband.openConnections()).isZero();
        }
    }

    private static void assertInvalid(String option, AudioSocketServerBuilder builder) {
        assertThatThrownBy(builder::start)
                .isInstanceOfSatisfying(InvalidRequestException.class, error -> assertThat(error.option())
                        .isEqualTo(option));
    }
}
