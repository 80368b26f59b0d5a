package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests in {@code src/test/js}, which use the official JavaScript SDK unchanged, against the server. Each of
 * them is one dynamic test.
 *
 * <p>They run in a copy, so that npm installs no files next to the sources.
 */
@Tag("sdk")
class JavaScriptSdkTest {
    private static final Path SOURCES = Path.of("src/test/js");
    /** The result line of a test in Node's report, followed by the indented cause if the test failed. */
    private static final Pattern RESULT = Pattern.compile("(?m)^(not )?ok \\d+ - (.*)\\R((?: {2}.*\\R)*)");

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
        Path directory = Objects.requireNonNull(copy);
        List<DynamicNode> files = new ArrayList<>();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.sorted().toList()) {
                Files.copy(source, directory.resolve(source.getFileName()));
            }
        }
        assertThat(run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .contains("added");
        for (String name : List.of("speech", "timestamps", "voices", "account", "errors")) {
            files.add(dynamicContainer(name, results(run("node", "--test-reporter=tap", name + ".test.js"))));
        }
        return files;
    }

    private static List<DynamicTest> results(String report) {
        List<DynamicTest> results = new ArrayList<>();
        Matcher result = RESULT.matcher(report);
        while (result.find()) {
            boolean failed = result.group(1) != null;
            String why = result.group(3);
            results.add(dynamicTest(
                    result.group(2), () -> assertThat(failed).describedAs(why).isFalse()));
        }
        assertThat(report).containsPattern("(?m)^# tests " + results.size() + "$");
        return results;
    }

    /**
     * Runs a Node program in the copy and returns its output. A failing test in the program does not fail this method.
     */
    private String run(String... command) throws IOException, InterruptedException {
        Path output = Objects.requireNonNull(copy).resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Objects.requireNonNull(copy).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PARLANDO_URL", server.baseUri().toString());
        builder.environment().put("PARLANDO_KEY", server.apiKey());
        builder.environment().remove("ELEVENLABS_API_KEY");
        builder.start().waitFor();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
