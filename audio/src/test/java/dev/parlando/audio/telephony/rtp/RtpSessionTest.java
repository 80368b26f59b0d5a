package dev.parlando.audio.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.TelephoneLegBuilder;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TransportException;
import dev.parlando.internal.timing.Allocation;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of sessions with a peer on loopback. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RtpSessionTest {
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final UdpPeer peer = new UdpPeer();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private long nowNanos;
    private Instant wallTime = Instant.EPOCH;

    RtpSessionTest() throws IOException {}

    @AfterEach
    void close() {
        peer.close();
    }

    private RtpSessionBuilder builder() {
        return RtpSession.builder(MediaFormat.ULAW_8000, LOOPBACK, peer.port())
                .random(new Random(3))
                .clocks(() -> nowNanos, () -> wallTime);
    }

    private RtpSessionBuilder listeningBuilder() {
        return builder().listener(new RtpListener() {
            @Override
            public void onMedia(ReceivedRtp packet) {
                byte[] payload = new byte[packet.payload().remaining()];
                packet.payload().get(payload);
                events.add("media " + packet.payloadType() + " " + packet.sequence() + " " + packet.timestamp() + " "
                        + HexFormat.of().formatHex(payload));
            }

            @Override
            public void onDigit(char digit) {
                events.add("digit " + digit);
            }

            @Override
            public void onReport(ReceptionReport report) {
                events.add("lost " + report.packetsLost() + " round trip " + report.roundTripMillis());
            }

            @Override
            public void onBye() {
                events.add("bye");
            }
        });
    }

    private String nextEvent() throws InterruptedException {
        return events.poll(30, TimeUnit.SECONDS);
    }

    /** Repeats the step of the pace thread until a datagram has been received. */
    private static void flushUntil(RtpSession session, long received, long ignored) {
        while (session.statistics().packetsReceived() < received
                || session.statistics().datagramsIgnored() < ignored) {
            session.flush();
            Thread.onSpinWait();
        }
    }

    @Test
    void sendsPackets() throws IOException {
        try (RtpSession session = builder().open()) {
            TestPacket packet = TestPacket.g711().fill(7);
            session.send(packet);
            session.send(packet.advance().fill(9));

            ByteBuffer first = ByteBuffer.wrap(peer.receive());
            ByteBuffer second = ByteBuffer.wrap(peer.receive());
            assertThat(first.getShort(0)).isEqualTo((short) 0x8080);
            assertThat(second.getShort(0)).isEqualTo((short) 0x8000);
            assertThat(second.getShort(2)).isEqualTo((short) (first.getShort(2) + 1));
            assertThat(second.getInt(4)).isEqualTo(first.getInt(4) + 160);
            assertThat(Integer.toUnsignedLong(first.getInt(8))).isEqualTo(session.ssrc());
            assertThat(first.capacity()).isEqualTo(172);
            assertThat(first.get(12)).isEqualTo((byte) 7);
            assertThat(second.get(171)).isEqualTo((byte) (9 + 159));
            assertThat(session.statistics()).isEqualTo(new RtpStatistics(2, 320, 0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void reportsOnNextPortAndLeavesWithGoodbye() throws IOException {
        RtpSession session = builder().canonicalName("leg").open();
        session.send(TestPacket.g711());
        session.flush();
        nowNanos += TimeUnit.SECONDS.toNanos(4);
        session.flush();
        session.flush();
        assertThat(session.statistics().reportsSent()).isEqualTo(1);
        String report = HexFormat.of().formatHex(peer.receiveControl());
        assertThat(report).startsWith("80c80006").contains("83aa7e8000000000").endsWith("01036c656700" + "0000");

        session.close();
        session.close();
        assertThat(HexFormat.of().formatHex(peer.receiveControl()))
                .startsWith("80c80006")
                .contains("81cb0001");
        session.send(TestPacket.g711());
        assertThat(session.statistics().packetsDropped()).isEqualTo(1);
    }

    /** An NTP client sets the clock back by an hour between two reports. */
    @Test
    void followsWallClockThatIsSetAndStillMeasuresRoundTrip() throws Exception {
        try (RtpSession session = listeningBuilder().open()) {
            session.send(TestPacket.g711());
            wallTime = Instant.ofEpochSecond(7200);
            nowNanos += TimeUnit.SECONDS.toNanos(4);
            session.flush();
            assertThat(HexFormat.of().formatHex(peer.receiveControl())).contains("83aa9aa000000000");

            wallTime = Instant.ofEpochSecond(3600);
            nowNanos += TimeUnit.MILLISECONDS.toNanos(750);
            String ssrc = HexFormat.of().toHexDigits((int) session.ssrc());
            peer.sendControl(session, "81c90007 22222222" + ssrc + "00".repeat(12) + "9aa00000" + "00008000");
            String event;
            while ((event = events.poll()) == null) {
                session.flush();
            }
            assertThat(event).isEqualTo("lost 0 round trip 250.0");

            nowNanos += TimeUnit.SECONDS.toNanos(7);
            session.flush();
            assertThat(HexFormat.of().formatHex(peer.receiveControl()))
                    .as("the time of the clock, as it is now")
                    .contains("83aa8c9000000000");
        }
    }

    @Test
    void sharesOnePortIfMultiplexed() throws IOException {
        RtpSession session = builder().rtcp(RtcpMode.MULTIPLEXED).open();
        session.send(TestPacket.g711());
        session.close();
        assertThat(peer.receive()).hasSize(172);
        assertThat(HexFormat.of().formatHex(peer.receive())).startsWith("80c8").contains("81cb0001");
    }

    @Test
    void reportsMediaDigitsReportsAndGoodbyeOfPeer() throws Exception {
        try (RtpSession session = listeningBuilder().open()) {
            peer.send(session, "8000 0007 000000a0 11111111 d5d6");
            peer.send(session, "80e5 0008 00000140 11111111 050a00a0");
            peer.send(session, "8065 0009 00000140 11111111 050a0140");
            peer.send(session, "ffff");
            flushUntil(session, 3, 1);
            String ssrc = HexFormat.of().toHexDigits((int) session.ssrc());
            peer.sendControl(session, "81c90007 22222222" + ssrc + "00000005" + "00".repeat(16) + "81cb0001 22222222");
            peer.sendControl(session, "01");
            flushUntil(session, 3, 2);

            assertThat(nextEvent()).isEqualTo("media 0 7 160 d5d6");
            assertThat(nextEvent()).isEqualTo("digit 5");
            assertThat(nextEvent()).isEqualTo("lost 5 round trip -1.0");
            assertThat(nextEvent()).isEqualTo("bye");
        }
    }

    @Test
    void discardsPacketsOfPeerWithoutListener() throws IOException {
        try (RtpSession session = builder().rtcp(RtcpMode.OFF).open()) {
            for (int i = 0; i < 100; i++) {
                peer.send(session, "8000 0007 000000a0 11111111 d5d6");
            }
            flushUntil(session, 100, 0);
            assertThat(session.statistics().packetsReceived()).isEqualTo(100);
        }
    }

    @Test
    void ignoresDatagramsOfOtherSources() throws IOException {
        try (RtpSession session = builder().open();
                UdpPeer stranger = new UdpPeer()) {
            stranger.send(session, "8000 0007 000000a0 11111111 d5d6");
            peer.send(session, "8000 0007 000000a0 11111111 d5d6");
            flushUntil(session, 1, 0);
            session.flush();
            assertThat(session.statistics().packetsReceived()).isEqualTo(1);
        }
    }

    /** The system reports a closed port of loopback before the next packet is sent. */
    @Test
    void countsPacketsToClosedPortAndContinues() throws IOException {
        int port;
        try (DatagramSocket unused = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        try (RtpSession session = RtpSession.builder(MediaFormat.ALAW_8000, LOOPBACK, port)
                .rtcp(RtcpMode.OFF)
                .open()) {
            TestPacket packet = TestPacket.g711();
            for (int i = 0; i < 10; i++) {
                session.send(packet.advance());
            }
            RtpStatistics counted = session.statistics();
            assertThat(counted.packetsUnreachable()).isPositive();
            assertThat(counted.packetsSent() + counted.packetsUnreachable()).isEqualTo(10);
            assertThat(counted.packetsFailed()).isZero();
        }
    }

    @Test
    void describesStreamToPeer() {
        try (RtpSession session = listeningBuilder().rtcp(RtcpMode.MULTIPLEXED).open()) {
            assertThat(session.sdp(20))
                    .contains("m=audio " + peer.port() + " RTP/AVP 0 101\r\n")
                    .contains("a=rtcp-mux");
            assertThat(session.localAddress().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        }
        try (RtpSession session = builder().open()) {
            assertThat(session.sdp(30)).contains(" RTP/AVP 0\r\n").contains("a=ptime:30\r\n");
            assertThat(session.localAddress().getPort()).isEven();
            assertThatThrownBy(() -> session.sdp(0)).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void sendsOverIpVersion6WithMarkedPackets() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getAllByName("::1")[0]);
                RtpSession session = RtpSession.builder(MediaFormat.ULAW_8000, "::1", receiver.getLocalPort())
                        .rtcp(RtcpMode.OFF)
                        .expeditedForwarding()
                        .open()) {
            session.send(TestPacket.g711());
            receiver.setSoTimeout(5000);
            DatagramPacket packet = new DatagramPacket(new byte[200], 200);
            receiver.receive(packet);
            assertThat(packet.getLength()).isEqualTo(172);
            assertThat(session.sdp(20)).contains("c=IN IP6 0:0:0:0:0:0:0:1\r\n");
        }
    }

    @Test
    void choosesPayloadTypes() throws IOException {
        MediaFormat wideband = MediaFormat.linear16(16_000, ByteOrder.BIG_ENDIAN);
        for (int type : new int[] {96, 120}) {
            RtpSessionBuilder builder =
                    RtpSession.builder(wideband, LOOPBACK, peer.port()).rtcp(RtcpMode.OFF);
            try (RtpSession session = (type == 96 ? builder : builder.payloadType(type)).open()) {
                session.send(new TestPacket(640, 320));
                assertThat(peer.receive()[1] & 0x7F).isEqualTo(type);
            }
        }
        MediaFormat disc = MediaFormat.linear16(44_100, ByteOrder.BIG_ENDIAN);
        try (RtpSession session =
                RtpSession.builder(disc, LOOPBACK, peer.port()).open()) {
            assertThat(session.sdp(20)).contains("a=rtpmap:11 L16/44100");
        }
    }

    @Test
    void rejectsLegOfAnotherFormat() {
        ManualPacketClock manual = new ManualPacketClock();
        try (RtpSession session =
                RtpSession.builder(MediaFormat.ALAW_8000, LOOPBACK, peer.port()).open()) {
            TelephoneLegBuilder leg = TelephoneLeg.builder(FakeSpeechSource.direct(), manual.clock(), session);
            assertThatThrownBy(leg::open)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(
                            MediaFormat.ULAW_8000 + " cannot pass through a sink of " + MediaFormat.ALAW_8000);
            leg.format(MediaFormat.ALAW_8000).open().close();
        } finally {
            manual.close();
        }
    }

    @Test
    void bindsLocalAddress() throws IOException {
        int port;
        try (UdpPeer probe = new UdpPeer()) {
            port = probe.port();
        }
        InetSocketAddress local = new InetSocketAddress(LOOPBACK, port);
        try (RtpSession session = builder().bind(local).open()) {
            assertThat(session.localAddress()).isEqualTo(local);
            assertThatThrownBy(() -> builder().bind(local).open())
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining(":" + port)
                    .hasMessageContaining("cannot open an RTP socket");
        }
    }

    @Test
    void rejectsInvalidOptions() throws IOException {
        assertInvalid("port", RtpSession.builder(MediaFormat.ULAW_8000, LOOPBACK, 0));
        assertInvalid("port", RtpSession.builder(MediaFormat.ULAW_8000, LOOPBACK, 65_535));
        assertInvalid("host", RtpSession.builder(MediaFormat.ULAW_8000, "224.0.0.1", 5004));
        assertInvalid("host", RtpSession.builder(MediaFormat.ULAW_8000, "0.0.0.0", 5004));
        assertInvalid(
                "format", RtpSession.builder(MediaFormat.linear16(8000, ByteOrder.LITTLE_ENDIAN), LOOPBACK, 5004));
        assertInvalid("payloadType", builder().payloadType(72).rtcp(RtcpMode.MULTIPLEXED));
        assertInvalid("eventPayloadType", builder().payloadType(101));
        assertInvalid("eventPayloadType", builder().eventPayloadType(95).rtcp(RtcpMode.MULTIPLEXED));
        assertInvalid("canonicalName bytes", builder().canonicalName(""));
        assertInvalid("canonicalName bytes", builder().canonicalName("x".repeat(256)));
        assertInvalid("bind", builder().bind(new InetSocketAddress(InetAddress.getAllByName("::1")[0], 0)));
        assertInvalid("bind", builder().bind(new InetSocketAddress(LOOPBACK, 65_535)));
        assertInvalid("bind", builder().bind(InetSocketAddress.createUnresolved("nowhere", 0)));
        assertThatThrownBy(() -> builder().payloadType(128)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> builder().eventPayloadType(-1)).isInstanceOf(InvalidRequestException.class);
    }

    private static void assertInvalid(String option, RtpSessionBuilder builder) {
        assertThatThrownBy(builder::open)
                .isInstanceOfSatisfying(InvalidRequestException.class, error -> assertThat(error.option())
                        .isEqualTo(option));
    }

    @Test
    void reportsHostWithoutAddress() {
        assertThatThrownBy(() -> RtpSession.builder(MediaFormat.ULAW_8000, "no such host.invalid", 5004)
                        .open())
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("no such host.invalid");
    }

    @Test
    void allocatesNothingPerPacket() {
        try (RtpSession session = builder().open()) {
            TestPacket packet = TestPacket.g711();
            long least = Allocation.leastBytes(() -> {
                for (int i = 0; i < 1000; i++) {
                    session.send(packet.advance());
                    session.flush();
                }
            });
            assertThat(least).isZero();
        }
    }

    @Test
    void countsPacketsOfFullOrFailingSocket() {
        RtpCounters counters = new RtpCounters();
        ScriptedChannel channel = new ScriptedChannel();
        SessionDescription description = new SessionDescription(
                new InetSocketAddress(LOOPBACK, 5004), MediaFormat.ULAW_8000, 0, -1, RtcpMode.OFF);
        Random random = new Random(1);
        RtpStream stream = new RtpStream(0, random);
        RtpReceiver receiver = new RtpReceiver(1, 8000, 101, null, new SentReports(), () -> 0, counters);
        RtpSession session =
                new RtpSession(new RtpSocket(channel, null), stream, receiver, null, description, counters);
        session.send(TestPacket.g711());
        channel.full = true;
        session.send(TestPacket.g711());
        channel.failure = new IOException("Network is unreachable");
        session.send(TestPacket.g711());
        session.flush();
        channel.failure = null;
        channel.full = false;
        session.send(TestPacket.g711());
        assertThat(session.statistics()).isEqualTo(new RtpStatistics(2, 320, 1, 0, 1, 0, 0, 0));
        assertThat(channel.sequences).hasSize(4).doesNotHaveDuplicates();
        session.close();
    }
}
