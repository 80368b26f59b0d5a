package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.interop.InteropServer.Protocol;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that a server may close a connection gracefully at any time without a visible effect. */
@Tag("interop")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GoAwayInteropTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").voice(ServedFiles.VOICE).build();

    @TempDir
    Path folder;

    private static boolean speaksOnNewConnection(SpeechEngine engine) {
        CollectedAudio audio = new CollectedAudio();
        SpeechResponse response =
                Objects.requireNonNull(engine.stream(REQUEST, audio).join().response());
        assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
        return !response.connectionReused();
    }

    @ParameterizedTest
    @EnumSource
    void reconnectsAfterGoAwayBetweenRequests(Protocol protocol) throws Exception {
        ServedFiles site = ServedFiles.in(folder);
        try (InteropServer node = InteropServer.node(site, protocol);
                SpeechEngine engine = node.engine()) {
            assertThat(speaksOnNewConnection(engine)).isTrue();
            assertThat(speaksOnNewConnection(engine)).isFalse();
            assertThat(node.process().ask("goaway")).isEqualTo("announced");
            assertThat(node.process().ask("closed")).isEqualTo("closed");
            assertThat(speaksOnNewConnection(engine)).isTrue();
            assertThat(speaksOnNewConnection(engine)).isFalse();
        }
    }

    /** The byte that follows GOAWAY on the old connection proves that the client received the GOAWAY. */
    @ParameterizedTest
    @EnumSource
    void completesRunningRequestAfterGoAwayAndReconnects(Protocol protocol) throws Exception {
        try (InteropServer node = InteropServer.node(ServedFiles.in(folder), protocol);
                SpeechEngine engine = node.engine()) {
            CollectedAudio audio = new CollectedAudio();
            SpeechStream running =
                    engine.stream(SpeechRequest.builder("Hello").voice("manual").build(), audio);
            running.response().toCompletableFuture().get(30, TimeUnit.SECONDS);
            node.process().ask("goaway");
            node.process().ask("write 1");
            assertThat(audio.arrives(1)).isTrue();

            assertThat(speaksOnNewConnection(engine)).isTrue();
            node.process().ask("end");
            assertThat(running.join().bytes()).isEqualTo(1);
            assertThat(node.process().ask("closed")).isEqualTo("closed");
        }
    }

    /** Nginx sends GOAWAY while it is still responding to the last request of a connection. */
    @ParameterizedTest
    @EnumSource
    void reconnectsAfterGoAwayDuringLastRequestOfConnection(Protocol protocol) throws Exception {
        ServedFiles site = ServedFiles.in(folder);
        int requestsPerConnection = 3;
        int requests = 8;
        try (InteropServer nginx = InteropServer.nginx(site, protocol, requestsPerConnection);
                SpeechEngine engine = nginx.engine()) {
            int connections = 0;
            for (int i = 0; i < requests; i++) {
                connections += speaksOnNewConnection(engine) ? 1 : 0;
            }
            assertThat(connections).isEqualTo(3);
        }
    }
}
