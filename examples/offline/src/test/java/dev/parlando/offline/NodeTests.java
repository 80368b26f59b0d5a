package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests in JavaScript, each of which becomes a dynamic test. They run in a copy of their folder, so that npm installs no
 * files next to the sources.
 */
final class NodeTests {
    /** The result line of a test in Node's report, followed by the indented cause if the test failed. */
    private static final Pattern RESULT = Pattern.compile("(?m)^(not )?ok \\d+ - (.*)\\R((?: {2}.*\\R)*)");

    private final Path copy;
    private final Map<String, String> environment;

    /**
     * Copies a folder and installs its packages.
     *
     * @param environment variables for the programs
     */
    NodeTests(Path sources, Path copy, Map<String, String> environment) throws Exception {
        this.copy = copy;
        this.environment = environment;
        try (Stream<Path> files = Files.list(sources)) {
            for (Path source : files.sorted().toList()) {
                Files.copy(source, copy.resolve(source.getFileName()));
            }
        }
        assertThat(run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .contains("added");
    }

    /** Runs {@code name.test.js} and returns its results. */
    List<DynamicTest> run(String name) throws Exception {
        String report = run("node", "--test-reporter=tap", name + ".test.js");
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

    /** Runs a program in the copy and returns its output. A failing test in the program does not fail this method. */
    private String run(String... command) throws IOException, InterruptedException {
        Path output = copy.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().remove("ELEVENLABS_API_KEY");
        builder.start().waitFor();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
