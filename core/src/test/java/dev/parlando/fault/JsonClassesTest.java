package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.delivery.TimestampedLines;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that no thread of streams loads the classes of the JSON library, which can take a second, in which all its streams
 * would be silent.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsonClassesTest {
    private static final byte[] AUDIO = new byte[300];
    private static final String REFUSAL = "{\"detail\":{\"status\":\"s\",\"message\":\"m\"}}";

    private final Queue<String> loaded = new ConcurrentLinkedQueue<>();

    private void onClass(String name) {
        if (name.startsWith("com.fasterxml.jackson")) {
            loaded.add(Thread.currentThread().getName() + " " + name);
        }
    }

    private String run(String call, URI baseUrl) throws Exception {
        try (URLClassLoader loader = IsolatedClient.loader(this::onClass)) {
            return IsolatedClient.run(loader, call, baseUrl);
        }
    }

    private void assertLoadedElsewhere() {
        assertThat(loaded)
                .isNotEmpty()
                .noneMatch(entry -> entry.startsWith("parlando-io") || entry.startsWith("parlando-ring"));
    }

    private static void accept(ScriptedStream stream) {
        if (stream.path().contains("with-timestamps")) {
            byte[] lines = new TimestampedLines().add(AUDIO, "Hello", 0).bytes();
            stream.audio("application/json").end(lines);
        } else {
            stream.head(200, "content-type", "application/json")
                    .end("{\"voices\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuse(ScriptedStream stream) {
        stream.head(422, "content-type", "application/json").end(REFUSAL.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"voices", "timed speech"})
    void parsesResponses(String call) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(JsonClassesTest::accept)) {
            assertThat(run(call, server.baseUrl())).startsWith("success");
        }
        assertLoadedElsewhere();
    }

    @ParameterizedTest
    @ValueSource(strings = {"voices", "speech", "timed speech"})
    void parsesRefusals(String call) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(JsonClassesTest::refuse)) {
            assertThat(run(call, server.baseUrl())).startsWith("REJECTED");
        }
        assertLoadedElsewhere();
    }

    private static void speak(RawConnection connection) throws IOException {
        WebSocketPeer peer = new WebSocketPeer(connection);
        peer.accept(peer.readUpgrade());
        for (String turn : new String[] {"turn-1", "turn-2"}) {
            peer.awaitMessage("close_context");
            peer.sendText("{\"audio\":\"" + Base64.getEncoder().encodeToString(AUDIO)
                    + "\",\"alignment\":{\"chars\":[\"a\"],\"charStartTimesMs\":[0],\"charDurationsMs\":[9]},\"contextId\":\""
                    + turn + "\"}");
            peer.sendText("{\"audio\":null,\"isFinal\":true,\"contextId\":\"" + turn + "\"}");
        }
    }

    @Test
    void parsesMessagesOfWebSocket() throws Exception {
        try (RawPeer peer = new RawPeer(null, "", JsonClassesTest::speak)) {
            assertThat(run("live text", peer.baseUrl())).startsWith("success");
        }
        assertLoadedElsewhere();
    }

    @Test
    void parsesRefusalOfWebSocket() throws Exception {
        try (RawPeer peer = new RawPeer(null, "", connection -> {
            WebSocketPeer refusing = new WebSocketPeer(connection);
            refusing.readUpgrade();
            refusing.sendHttp("HTTP/1.1 422 No\r\nContent-Length: " + REFUSAL.length() + "\r\n\r\n" + REFUSAL);
        })) {
            assertThat(run("live text", peer.baseUrl())).startsWith("REJECTED");
        }
        assertLoadedElsewhere();
    }
}
