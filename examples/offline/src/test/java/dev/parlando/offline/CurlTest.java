package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.offline.load.ServiceLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests with curl, the client that most users try first. Skipped if curl or its HTTP/2 support is missing. */
class CurlTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void assumeCurlSupportsHttp2() {
        assumeTrue(curlSpeaksHttp2(), "curl with HTTP/2 is not installed");
    }

    private static boolean curlSpeaksHttp2() {
        try {
            return run(List.of("curl", "--version")).contains("HTTP2");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void servesBothProtocolsOnCleartextPort() throws Exception {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            assertThat(speak(server, "--http2-prior-knowledge")).startsWith("2 200 audio/mpeg ");
            assertThat(speak(server, "--http1.1")).startsWith("1.1 200 audio/mpeg ");
            // A server may ignore the offer to upgrade, which RFC 9113 no longer includes.
            assertThat(speak(server, "--http2")).startsWith("1.1 200 audio/mpeg ");
        }
    }

    @Test
    void servesBothProtocolsOnTlsPort() throws Exception {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().tls(true).start()) {
            Path certificate = Files.writeString(
                    folder.resolve("ca.pem"), server.certificatePem().orElseThrow());
            assertThat(speak(server, "--http2", "--cacert", certificate.toString()))
                    .startsWith("2 200 audio/mpeg ");
            assertThat(speak(server, "--http1.1", "--cacert", certificate.toString()))
                    .startsWith("1.1 200 audio/mpeg ");
            assertThat(speak(server, "--http2")).as("untrusted").startsWith("0 000 ");
        }
    }

    @Test
    void returns429ForTooManyRequests() throws Exception {
        ServiceLimits none =
                ServiceLimits.DEFAULT.withQueue(0, 0).withMaximumConcurrent(1).withOthersInUse(1);
        try (OfflineVoiceServer server =
                OfflineVoiceServer.builder().limits(none).start()) {
            assertThat(speak(server, "--http2-prior-knowledge")).startsWith("2 429 application/json ");
            assertThat(speakTo("-", server, "--http1.1"))
                    .contains("concurrent_limit_exceeded", "1.1 429 application/json ");
        }
    }

    private String speak(OfflineVoiceServer server, String... options) throws IOException {
        return speakTo("/dev/null", server, options);
    }

    private String speakTo(String file, OfflineVoiceServer server, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--output", file));
        command.addAll(List.of(options));
        command.addAll(List.of("--header", "xi-api-key: " + server.apiKey(), "--data", "{\"text\":\"Hello.\"}"));
        command.addAll(List.of("--write-out", "%{http_version} %{http_code} %{content_type} %{size_download}"));
        command.add(server.baseUri() + "/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/stream");
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return output;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
