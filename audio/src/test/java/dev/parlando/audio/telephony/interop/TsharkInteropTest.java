package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.LegStatistics;
import dev.parlando.audio.telephony.PacketLateness;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.interop.ServerProcess;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests with tshark as the judge of loss, order and jitter, which it measures from the times of the captured packets. */
@Tag("telephony")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TsharkInteropTest {
    private static final double NANOS_PER_MILLI = 1e6;
    /** The columns of a stream in the table of tshark, of which the last is there only for a stream with problems. */
    private static final int PACKETS = 8;

    private static final int LOST = 9;
    private static final int MAX_GAP = 13;
    private static final int MEAN_JITTER = 15;
    private static final int MAX_JITTER = 16;
    private static final int PROBLEMS = 17;

    @Test
    void findsNoLossDuplicateOrReorder(@TempDir Path folder) throws Exception {
        int port = ServerProcess.freePort() & ~1;
        String capture = folder.resolve("call.pcapng").toString();
        List<String> decode = List.of("-d", "udp.port==" + port + ",rtp", "-d", "udp.port==" + (port + 1) + ",rtcp");
        RtpSession session =
                RtpSession.builder(SpokenVector.ULAW.media, "127.0.0.1", port).open();
        LegStatistics leg;
        try (DatagramSocket media = new DatagramSocket(port, InetAddress.getLoopbackAddress());
                DatagramSocket control = new DatagramSocket(port + 1, InetAddress.getLoopbackAddress());
                ServerProcess tshark = tshark(
                        decode,
                        "-i",
                        "lo",
                        "-f",
                        "udp portrange " + port + "-" + (port + 1),
                        "-w",
                        capture,
                        "-P",
                        "-l",
                        "-T",
                        "fields",
                        "-e",
                        "rtcp.pt")) {
            tshark.awaitLine("Capture started");
            leg = SpokenCall.speak(SpokenVector.ULAW, session);
            tshark.awaitLine("203"); // The goodbye.
            tshark.signal("INT");
            tshark.awaitEnd();
            assertThat(media.isClosed() || control.isClosed()).isFalse();
        }
        judgePackets(
                tshark(
                        decode,
                        "-r",
                        capture,
                        "-Y",
                        "rtp",
                        "-T",
                        "fields",
                        "-e",
                        "rtp.seq",
                        "-e",
                        "rtp.timestamp",
                        "-e",
                        "rtp.marker"),
                session.statistics().packetsSent());
        judgeStream(
                tshark(decode, "-r", capture, "-q", "-z", "rtp,streams"),
                session.statistics().packetsSent(),
                leg);
    }

    private static ServerProcess tshark(List<String> decode, String... arguments) {
        List<String> command = new ArrayList<>(List.of("tshark"));
        command.addAll(List.of(arguments));
        command.addAll(decode);
        return ServerProcess.start("tshark", command);
    }

    private static void judgePackets(ServerProcess tshark, long packets) throws InterruptedException {
        try (tshark) {
            List<long[]> all = new ArrayList<>();
            while (all.size() < packets) {
                String line = tshark.nextLine();
                if (line.matches("\\d+\t\\d+\t\\d")) {
                    String[] columns = line.split("\t", -1);
                    all.add(new long[] {
                        Long.parseLong(columns[0]), Long.parseLong(columns[1]), Long.parseLong(columns[2])
                    });
                }
            }
            for (int i = 1; i < all.size(); i++) {
                assertThat((all.get(i)[0] - all.get(i - 1)[0]) & 0xFFFF).isEqualTo(1);
                long advanced = (all.get(i)[1] - all.get(i - 1)[1]) & 0xFFFF_FFFFL;
                assertThat(advanced % 160).isZero();
                assertThat(all.get(i)[2]).isEqualTo(advanced == 160 ? 0 : 1);
            }
            assertThat(all.get(0)[2]).isEqualTo(1);
        }
    }

    private static void judgeStream(ServerProcess tshark, long packets, LegStatistics leg) throws InterruptedException {
        try (tshark) {
            String line = tshark.awaitLine("g711U");
            List<String> columns = List.of(line.strip().split("\\s+", -1));
            assertThat(columns).as(line).hasSize(PROBLEMS);
            assertThat(columns.get(PACKETS)).isEqualTo("" + packets);
            assertThat(columns.get(LOST)).isEqualTo("0");
            PacketLateness own = leg.lateness();
            System.out.printf(
                    "tshark: jitter mean %s ms, max %s ms, longest gap %s ms; own lateness p50 %.3f ms, p99 %.3f ms, max %.3f ms%n",
                    columns.get(MEAN_JITTER),
                    columns.get(MAX_JITTER),
                    columns.get(MAX_GAP),
                    own.p50Nanos() / NANOS_PER_MILLI,
                    own.p99Nanos() / NANOS_PER_MILLI,
                    own.maxNanos() / NANOS_PER_MILLI);
        }
    }
}
