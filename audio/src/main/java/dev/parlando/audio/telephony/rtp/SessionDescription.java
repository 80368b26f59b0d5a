package dev.parlando.audio.telephony.rtp;

import dev.parlando.audio.telephony.MediaFormat;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The SDP text (RFC 8866) by which a receiver opens the port of the peer. Immutable.
 *
 * @param peer the address of the receiver
 * @param format the format of the media
 * @param payloadType the payload type of the media
 * @param eventPayloadType the payload type of telephone events; negative for none
 * @param rtcp the port of RTCP
 */
record SessionDescription(
        InetSocketAddress peer, MediaFormat format, int payloadType, int eventPayloadType, RtcpMode rtcp) {

    /** Returns the text, with CRLF line ends. */
    String text(InetAddress origin, int ptimeMillis) {
        List<String> lines = new ArrayList<>(List.of(
                "v=0",
                "o=- 0 0 IN " + address(origin),
                "s=-",
                "c=IN " + address(peer.getAddress()),
                "t=0 0",
                "m=audio " + peer.getPort() + " RTP/AVP " + payloadTypes(),
                "a=rtpmap:" + payloadType + " " + encoding() + "/" + format.sampleRateHz(),
                "a=ptime:" + ptimeMillis));
        if (hasEvents()) {
            lines.add("a=rtpmap:" + eventPayloadType + " telephone-event/" + format.sampleRateHz());
            lines.add("a=fmtp:" + eventPayloadType + " 0-15");
        }
        if (rtcp == RtcpMode.MULTIPLEXED) {
            lines.add("a=rtcp-mux");
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private boolean hasEvents() {
        return eventPayloadType >= 0;
    }

    private String payloadTypes() {
        return payloadType + (hasEvents() ? " " + eventPayloadType : "");
    }

    /** Returns the encoding name of RFC 3551, table 4. */
    private String encoding() {
        return switch (format.encoding()) {
            case ULAW -> "PCMU";
            case ALAW -> "PCMA";
            case LINEAR16 -> "L16";
        };
    }

    /** Returns the type and the address, without the zone of IPv6, which has a meaning on one machine only. */
    private static String address(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return (address instanceof Inet6Address ? "IP6 " : "IP4 ") + (zone < 0 ? text : text.substring(0, zone));
    }
}
