package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.interop.InteropServer.Protocol;
import dev.parlando.speech.SpeechRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that an engine's next connection resumes the TLS session of its first one. */
@Tag("interop")
@Timeout(60)
class SessionInteropTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").voice(ServedFiles.VOICE).build();
    private static final int REQUESTS_PER_CONNECTION = 1;

    @TempDir
    Path folder;

    /**
     * For each request, nginx logs the connection number, the TLS version, and {@code r} if the session was resumed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesTlsSessionOnNextConnection(String version) throws Exception {
        ServedFiles site = ServedFiles.in(folder);
        try (InteropServer nginx = InteropServer.nginx(
                        site,
                        Protocol.H2,
                        REQUESTS_PER_CONNECTION,
                        "ssl_protocols " + version + ";",
                        "access_log /dev/stdout session;");
                SpeechEngine engine = nginx.engine()) {
            String first = session(nginx, engine);
            String second = session(nginx, engine);

            assertThat(first).endsWith(" " + version + " .");
            assertThat(second).endsWith(" " + version + " r").doesNotStartWith(connection(first));
        }
    }

    private static String session(InteropServer nginx, SpeechEngine engine) throws InterruptedException {
        engine.stream(REQUEST, new CollectedAudio()).join();
        return nginx.process().nextLine();
    }

    private static String connection(String session) {
        return session.substring(0, session.indexOf(' ') + 1);
    }
}
