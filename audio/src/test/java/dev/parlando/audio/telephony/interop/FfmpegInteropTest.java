package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.interop.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that ffmpeg opens the SDP text, records each sample unchanged, and ends at the goodbye. */
@Tag("telephony")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FfmpegInteropTest {
    @ParameterizedTest
    @CsvSource({"ULAW, 127.0.0.1", "ALAW, 127.0.0.1", "LINEAR16, 127.0.0.1", "ULAW, ::1"})
    void recordsUtteranceBitForBit(SpokenVector vector, String host, @TempDir Path folder) throws Exception {
        int port = ServerProcess.freePort() & ~1;
        RtpSession session = RtpSession.builder(vector.media, host, port).open();
        Path description = Files.writeString(folder.resolve("call.sdp"), session.sdp(20));
        Path recording = folder.resolve("call.wav");
        try (ServerProcess ffmpeg = ServerProcess.start(
                "ffmpeg",
                List.of(
                        "ffmpeg",
                        "-nostdin",
                        "-loglevel",
                        "warning",
                        "-protocol_whitelist",
                        "file,udp,rtp",
                        "-i",
                        description.toString(),
                        "-c:a",
                        "pcm_s16le",
                        "-f",
                        "wav",
                        recording.toString()))) {
            SpokenCall.awaitUdpPort(port + 1);
            SpokenCall.speak(vector, session);
            assertThat(ffmpeg.awaitEnd()).isZero();
        }
        assertThat(session.statistics().packetsUnreachable()).isZero();
        assertThat(vector.isWhole(WavRecording.data(recording))).isTrue();
    }
}
