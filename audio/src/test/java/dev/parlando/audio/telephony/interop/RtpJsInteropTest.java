package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.audio.telephony.rtp.RtpStatistics;
import dev.parlando.interop.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that rtp.js, which Node runs in a copy of its sources, parses each RTP and RTCP packet. */
@Tag("telephony")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RtpJsInteropTest {
    private static final Path SOURCES = Path.of("src", "test", "js");

    @Test
    void parsesAllPackets(@TempDir Path folder) throws Exception {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                Files.copy(source, folder.resolve(source.getFileName()));
            }
        }
        try (ServerProcess npm = ServerProcess.start(
                "npm",
                List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder.toString()))) {
            npm.awaitLine("added");
            assertThat(npm.awaitEnd()).isZero();
        }
        int port = ServerProcess.freePort() & ~1;
        RtpSession session = RtpSession.builder(SpokenVector.ALAW.media, "127.0.0.1", port)
                .canonicalName("leg@parlando")
                .open();
        try (ServerProcess node = ServerProcess.start(
                "nodejs", List.of("node", folder.resolve("parse-rtp.js").toString(), "" + port))) {
            node.awaitLine("ready");
            SpokenCall.speak(SpokenVector.ALAW, session);
            RtpStatistics sent = session.statistics();
            assertThat(node.nextLine())
                    .isEqualTo(
                            ("{'packets':%d,'bytes':%d,'sequenceErrors':0,'startMarker':true,'payloadTypes':[8],'ssrcs':[%d],"
                                            + "'unparsed':0,'reported':{'ssrc':%d,'packets':%d,'bytes':%d},"
                                            + "'name':'leg@parlando','goodbye':[%d]}")
                                    .replace('\'', '"')
                                    .formatted(
                                            sent.packetsSent(),
                                            sent.payloadBytesSent(),
                                            session.ssrc(),
                                            session.ssrc(),
                                            sent.packetsSent(),
                                            sent.payloadBytesSent(),
                                            session.ssrc()));
        }
    }
}
