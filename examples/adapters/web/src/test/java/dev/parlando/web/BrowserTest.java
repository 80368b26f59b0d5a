package dev.parlando.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.offline.RecordedRequest;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.RequestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plays the servlet's speech in Chromium, if it is installed. */
@Tag("adapter")
class BrowserTest {
    private static final String PAGE =
            """
            <!doctype html><audio autoplay src="/speech?text=It%20plays%20already."></audio><script>
            const audio = document.querySelector('audio');
            const report = text => fetch('/report?event=' + encodeURIComponent(text));
            audio.onerror = () => report('error: ' + audio.error.message);
            audio.ontimeupdate = () => {
              if (audio.currentTime > 0) { audio.ontimeupdate = null; report('played'); }
            };
            </script>
            """;
    /** A minute of sound, sent in 20 seconds. */
    private static final SpeechAnswer SLOW =
            SpeechAnswer.tone(Duration.ofMinutes(1)).chunks(4_800, Duration.ofMillis(100));

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @TempDir
    private Path profile;

    @Test
    void playsBeforeTheAudioIsCompleteAndCancelsWhenItLeaves()
            throws IOException, LifecycleException, InterruptedException {
        assumeTrue(isInstalled("chromium"), "needs chromium");
        service.answer(SLOW);
        CompletableFuture<String> reported = new CompletableFuture<>();
        CompletableFuture<RequestOutcome> whilePlaying = new CompletableFuture<>();
        try (WebServer server = new WebServer()
                .register(application -> SpeechEndpoint.register(application, service.engine()))
                .addPage("/page", PAGE)
                .addReport("/report", request -> {
                    whilePlaying.complete(service.requests().only().outcome());
                    reported.complete(request.getParameter("event"));
                })
                .start()) {
            Process browser = browse(server.uri("/page").toString());
            try {
                assertEquals("played", reported.orTimeout(30, TimeUnit.SECONDS).join());
                assertEquals(RequestOutcome.OPEN, whilePlaying.join());
            } finally {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly().waitFor();
            }
            RecordedRequest request = service.requests().only().assertCancelled();
            assertThat(request.bytesSent()).isPositive();
        }
    }

    private Process browse(String url) throws IOException {
        List<String> command = List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + profile,
                url);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
