package dev.parlando.audio.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.MediaFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the number of readings, and of the threads and the backlog of listeners. */
class RtpReceiverTest {
    private static final String MEDIA = "8000 0007 000000a0 11111111 d5d6";
    private static final String DIGIT = "80e5 0008 00000140 11111111 050a00a0";

    private final UdpPeer peer = new UdpPeer();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<String> events = new ArrayList<>();
    private final RtpListener listener = new RtpListener() {
        @Override
        public void onMedia(ReceivedRtp packet) {
            events.add("media " + packet.sequence());
        }

        @Override
        public void onDigit(char digit) {
            events.add("digit " + digit);
        }
    };

    RtpReceiverTest() throws IOException {}

    @AfterEach
    void close() {
        peer.close();
    }

    private static int readsOfHundredPackets(@Nullable RtpListener listener) {
        RtpReceiver receiver = new RtpReceiver(1, 8000, 101, listener, new SentReports(), () -> 0, new RtpCounters());
        ScriptedChannel media = new ScriptedChannel();
        ScriptedChannel control = new ScriptedChannel();
        for (int i = 0; i < 100; i++) {
            receiver.read(new RtpSocket(media, control));
        }
        assertThat(control.reads).isEqualTo(media.reads);
        return media.reads;
    }

    @Test
    void readsAfterEachPacketForListener() {
        assertThat(readsOfHundredPackets(listener)).isEqualTo(100);
    }

    @Test
    void readsAfterEveryTenthPacketWithoutListener() {
        assertThat(readsOfHundredPackets(null)).isEqualTo(10);
    }

    private RtpSession open() {
        RtpSession session = RtpSession.builder(
                        MediaFormat.ULAW_8000, InetAddress.getLoopbackAddress().getHostAddress(), peer.port())
                .listener(listener)
                .open();
        session.start(tasks::add);
        return session;
    }

    private void deliver(RtpSession session, String datagram, long received) throws IOException {
        peer.send(session, datagram);
        while (session.statistics().packetsReceived() < received) {
            session.flush();
            Thread.onSpinWait();
        }
    }

    @Test
    void runsListenerInOrderOnSharedThreads() throws IOException {
        try (RtpSession session = open()) {
            deliver(session, MEDIA, 1);
            deliver(session, DIGIT, 2);
            assertThat(events).isEmpty();
            assertThat(tasks).hasSize(1);
            tasks.remove().run();
            assertThat(events).containsExactly("media 7", "digit 5");
            assertThat(tasks).isEmpty();
        }
    }

    @Test
    void dropsMediaButNoDigitIfListenerIsSlow() throws IOException {
        try (RtpSession session = open()) {
            for (int i = 1; i <= 60; i++) {
                deliver(session, MEDIA, i);
            }
            deliver(session, DIGIT, 61);
            tasks.remove().run();
            assertThat(events).hasSize(51).endsWith("digit 5");
            deliver(session, MEDIA, 62);
            tasks.remove().run();
            assertThat(events).hasSize(52);
        }
    }
}
