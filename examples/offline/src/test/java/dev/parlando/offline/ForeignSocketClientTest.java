package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs clients that others wrote against the sockets: scripts for ws, LiveKit's plugin, and a client in Python. */
@Tag("sdk")
class ForeignSocketClientTest {
    private final OfflineVoiceServer server = OfflineVoiceServer.builder().start();
    private final Map<String, String> environment =
            Map.of("PARLANDO_URL", server.baseUri().toString(), "PARLANDO_KEY", server.apiKey());

    @TempDir
    private @Nullable Path copy;

    @AfterEach
    void close() {
        server.close();
    }

    @TestFactory
    List<DynamicNode> scriptsForWs() throws Exception {
        NodeTests tests = new NodeTests(Path.of("src/test/sockets-js"), Objects.requireNonNull(copy), environment);
        List<DynamicNode> files = new ArrayList<>();
        for (String name : List.of("speech", "dialogue")) {
            files.add(dynamicContainer(name, tests.run(name)));
        }
        return files;
    }

    @TestFactory
    List<DynamicTest> pluginOfLiveKit() throws Exception {
        return new NodeTests(Path.of("src/test/livekit-js"), Objects.requireNonNull(copy), environment).run("livekit");
    }

    /** Uses the interpreter of the system, to which its packages belong. */
    @Test
    void clientInPython() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "src/test/sockets-python/socket_test.py");
        builder.redirectErrorStream(true).environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("ok single", "ok contexts", "ok wrong_key", "ok refused_upgrade");
    }
}
