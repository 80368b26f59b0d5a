package dev.parlando.audio.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.MediaFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Tests of the SDP text. */
class SessionDescriptionTest {
    private static String text(String peer, MediaFormat format, int payloadType, int events, RtcpMode rtcp)
            throws UnknownHostException {
        InetAddress address = InetAddress.getByName(peer);
        return new SessionDescription(new InetSocketAddress(address, 5004), format, payloadType, events, rtcp)
                .text(address, 20);
    }

    @Test
    void describesG711() throws UnknownHostException {
        assertThat(text("127.0.0.1", MediaFormat.ULAW_8000, 0, -1, RtcpMode.NEXT_PORT))
                .isEqualTo(
                        """
                        v=0
                        o=- 0 0 IN IP4 127.0.0.1
                        s=-
                        c=IN IP4 127.0.0.1
                        t=0 0
                        m=audio 5004 RTP/AVP 0
                        a=rtpmap:0 PCMU/8000
                        a=ptime:20
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void describesLinearSamplesOverIpVersion6WithEventsAndSharedPort() throws UnknownHostException {
        MediaFormat wideband = MediaFormat.linear16(16_000, ByteOrder.BIG_ENDIAN);
        assertThat(text("fe80::1%1", wideband, 96, 101, RtcpMode.MULTIPLEXED))
                .contains("c=IN IP6 fe80:0:0:0:0:0:0:1\r\n")
                .contains("m=audio 5004 RTP/AVP 96 101\r\na=rtpmap:96 L16/16000\r\n")
                .contains("a=rtpmap:101 telephone-event/16000\r\na=fmtp:101 0-15\r\n")
                .endsWith("a=rtcp-mux\r\n");
    }

    @Test
    void namesALaw() throws UnknownHostException {
        assertThat(text("127.0.0.1", MediaFormat.ALAW_8000, 8, -1, RtcpMode.OFF))
                .contains("a=rtpmap:8 PCMA/8000\r\n");
    }
}
