package dev.parlando.offline;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests in {@code src/test/js}, which use the official JavaScript SDK unchanged, against the server. */
@Tag("sdk")
class JavaScriptSdkTest {
    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().voices(1_000).start();

    @TempDir
    private @Nullable Path copy;

    @AfterEach
    void close() {
        server.close();
    }

    @TestFactory
    List<DynamicNode> theOfficialSdk() throws Exception {
        NodeTests tests = new NodeTests(
                Path.of("src/test/js"),
                Objects.requireNonNull(copy),
                Map.of("PARLANDO_URL", server.baseUri().toString(), "PARLANDO_KEY", server.apiKey()));
        List<DynamicNode> files = new ArrayList<>();
        for (String name : List.of("speech", "timestamps", "voices", "account", "errors")) {
            files.add(dynamicContainer(name, tests.run(name)));
        }
        return files;
    }
}
