package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.rtp.ReceivedRtp;
import dev.parlando.audio.telephony.rtp.RtcpMode;
import dev.parlando.audio.telephony.rtp.RtpListener;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.interop.ServerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a conference room of Janus passes the speech of a session on to another one. */
@Tag("telephony")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JanusInteropTest {
    private static final int PACKET_BYTES = 160;

    /** Janus decodes, mixes and encodes 20 ms at a time, and its buffer may drop some of them. */
    private static final double MIN_HEARD = 0.9;

    private final Set<ByteBuffer> heard = Collections.synchronizedSet(new HashSet<>());

    private static RtpSession open(JanusServer janus, RtpListener listener) throws Exception {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), ServerProcess.freePort());
        return RtpSession.builder(SpokenVector.ULAW.media, "127.0.0.1", janus.join(local.getPort()))
                .bind(local)
                .rtcp(RtcpMode.OFF)
                .listener(listener)
                .open();
    }

    @Test
    void isHeardByOtherParticipant(@TempDir Path folder) throws Exception {
        try (JanusServer janus = new JanusServer(folder)) {
            RtpSession caller = open(janus, new RtpListener() {
                @Override
                public void onMedia(ReceivedRtp packet) {
                    heard.add(ByteBuffer.allocate(packet.payload().remaining())
                            .put(packet.payload())
                            .flip());
                }
            });
            RtpSession speaker = open(janus, new RtpListener() {});
            try (FakeSpeechSource source = new FakeSpeechSource();
                    PacketClock clock = PacketClock.create()) {
                TelephoneLeg silent =
                        TelephoneLeg.builder(source, clock, caller).open();
                SpokenCall.speak(SpokenVector.ULAW, speaker);
                silent.close();
            }
            assertThat(speaker.statistics().packetsReceived()).isPositive();
            assertThat(speaker.statistics().datagramsIgnored()).isZero();
        }
        byte[] spoken = SpokenVector.ULAW.bytes();
        int packets = spoken.length / PACKET_BYTES;
        int passed = 0;
        for (int packet = 0; packet < packets; packet++) {
            passed += heard.contains(ByteBuffer.wrap(spoken, packet * PACKET_BYTES, PACKET_BYTES)) ? 1 : 0;
        }
        System.out.printf("Janus: %d of %d packets passed unchanged%n", passed, packets);
        assertThat(passed).isGreaterThan((int) (MIN_HEARD * packets));
    }
}
