package dev.parlando.command.phone;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.audio.telephony.rtp.RtpStatistics;
import dev.parlando.command.console.CompleteFile;
import dev.parlando.command.console.HostPort;
import dev.parlando.error.InvalidRequestException;
import java.nio.file.Path;

/** The receiver of one call over RTP. Its leg closes the session, with a goodbye. */
final class RtpDestination implements AutoCloseable {
    private static final int PTIME_MILLIS = 20;

    private final HostPort peer;
    private final MediaFormat format;
    private final RtpSession session;

    private RtpDestination(HostPort peer, MediaFormat format, RtpSession session) {
        this.peer = peer;
        this.format = format;
        this.session = session;
    }

    static RtpDestination open(HostPort peer, MediaFormat format) {
        try {
            return new RtpDestination(
                    peer,
                    format,
                    RtpSession.builder(format, peer.host(), peer.port()).open());
        } catch (InvalidRequestException error) {
            throw peer.explain(error);
        }
    }

    /** Returns the SDP text with which the receiver opens the stream. */
    String sdp() {
        return session.sdp(PTIME_MILLIS);
    }

    /** Writes the SDP text to a file. */
    void writeSdp(Path path) {
        CompleteFile.write(path, sdp());
    }

    void start(PhoneCalls calls) {
        calls.open(peer.toString(), session, format, this::lostPackets).ifPresent(PhoneCall::start);
    }

    private long lostPackets() {
        RtpStatistics counts = session.statistics();
        return counts.packetsDropped() + counts.packetsUnreachable() + counts.packetsFailed();
    }

    @Override
    public void close() {
        session.close();
    }
}
