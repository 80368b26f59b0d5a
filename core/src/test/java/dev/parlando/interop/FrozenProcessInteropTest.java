package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.ScriptedServer;
import dev.parlando.fault.ScriptedStream;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks that speech goes on after its process stood still for longer than a limit, as when a container is paused. The
 * server goes on sending meanwhile.
 */
@Tag("interop")
@Timeout(60)
class FrozenProcessInteropTest {
    private static final int PIECE_BYTES = 1000;
    private static final int PIECE_MILLIS = 50;
    private static final long SILENCE_MILLIS = 1_000;
    private static final long FROZEN_MILLIS = 2_000;
    private static final long NEVER_MILLIS = 60_000;

    private final CompletableFuture<ScriptedStream> request = new CompletableFuture<>();
    private volatile boolean stopped;

    /** Sends a piece at a time until the test ends the stream. */
    private void speak(ScriptedStream stream) {
        if (stopped) {
            stream.end(new byte[PIECE_BYTES]);
        } else {
            stream.data(new byte[PIECE_BYTES]);
            stream.after(PIECE_MILLIS, () -> speak(stream));
        }
    }

    private ScriptedServer server() {
        return ScriptedServer.start(stream -> {
            stream.audio("audio/mpeg");
            request.complete(stream);
            speak(stream);
        });
    }

    private static ServerProcess client(ScriptedServer server, long silenceMillis, long deadlineMillis) {
        String classPath = System.getProperty("java.class.path", "")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", "");
        return ServerProcess.start(
                "openjdk-17-jre-headless",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        FrozenClient.class.getName(),
                        server.baseUrl().toString(),
                        Long.toString(silenceMillis),
                        Long.toString(deadlineMillis)));
    }

    /** Stops the client for a time that the server measures. */
    private void freeze(ServerProcess client) throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        client.signal("STOP");
        request.join().after(FROZEN_MILLIS, () -> over.complete(null));
        over.get(30, TimeUnit.SECONDS);
    }

    @Test
    void continuesSpeechAfterStandingStillBeyondSilenceLimit() throws Exception {
        try (ScriptedServer server = server();
                ServerProcess client = client(server, SILENCE_MILLIS, NEVER_MILLIS)) {
            client.awaitLine("speaking");
            freeze(client);
            client.signal("CONT");
            freeze(client);
            client.signal("CONT");
            request.join().after(2 * SILENCE_MILLIS, () -> stopped = true);
            assertThat(client.nextLine()).startsWith("ended ");
        }
    }

    @Test
    void readsCompleteSpeechAfterStandingStillBeyondDeadline() throws Exception {
        try (ScriptedServer server = server();
                ServerProcess client = client(server, NEVER_MILLIS, 3_000)) {
            client.awaitLine("speaking");
            request.join().after(FROZEN_MILLIS, () -> stopped = true);
            freeze(client);
            freeze(client);
            client.signal("CONT");
            assertThat(client.nextLine()).startsWith("ended ");
        }
    }
}
