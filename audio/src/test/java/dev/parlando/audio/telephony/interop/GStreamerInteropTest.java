package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.rtp.RtcpMode;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.interop.ServerProcess;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the jitter buffer of GStreamer passes each packet on in time. */
@Tag("telephony")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GStreamerInteropTest {
    @Test
    void losesNothingInJitterBuffer(@TempDir Path folder) throws Exception {
        int port = ServerProcess.freePort();
        Path recording = folder.resolve("call.wav");
        RtpSession session = RtpSession.builder(SpokenVector.ULAW.media, "127.0.0.1", port)
                .rtcp(RtcpMode.OFF)
                .open();
        try (ServerProcess buffer = ServerProcess.start(
                "python3-gi",
                List.of("/usr/bin/python3", script(folder).toString(), "" + port, recording.toString()))) {
            SpokenCall.awaitUdpPort(port);
            SpokenCall.speak(SpokenVector.ULAW, session);
            String pushed = buffer.ask("end");
            assertThat(pushed).isEqualTo("num-pushed " + session.statistics().packetsSent());
            assertThat(buffer.nextLine()).isEqualTo("num-lost 0");
            assertThat(buffer.nextLine()).isEqualTo("num-late 0");
            assertThat(buffer.nextLine()).isEqualTo("num-duplicates 0");
            long jitterNanos = Long.parseLong(buffer.nextLine().replace("avg-jitter ", ""));
            System.out.println("GStreamer: average jitter " + TimeUnit.NANOSECONDS.toMicros(jitterNanos) + " µs");
            assertThat(buffer.awaitEnd()).isZero();
        }
        assertThat(SpokenVector.ULAW.isWhole(WavRecording.data(recording))).isTrue();
    }

    private static Path script(Path folder) throws Exception {
        Path script = folder.resolve("jitterbuffer.py");
        try (InputStream in =
                Objects.requireNonNull(GStreamerInteropTest.class.getResourceAsStream("jitterbuffer.py"))) {
            Files.copy(in, script);
        }
        return script;
    }
}
