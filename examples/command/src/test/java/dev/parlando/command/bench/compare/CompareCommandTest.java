package dev.parlando.command.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.ResultJson;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.console.FailureReporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsVerdictConditionsAndTable() throws IOException {
        Path a = write("a.json", new SyntheticRun(1, 100).result());
        Path b = write(
                "b.json", new SyntheticRun(2, 100).slower(Stage.HEADERS, 20_000).result());
        assertThat(run(a, b)).isZero();
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .matches("B is (19|2\\d) ms slower, in response headers\\.");
        assertThat(out.toString()).containsPattern("response headers p50 +\\d.*\\+(19|2\\d)\\.\\d\\d .* slower");
    }

    @Test
    void printsTheSmallestDifferenceThatWouldBeSeen() throws IOException {
        Path a = write("a.json", new SyntheticRun(1, 100).result());
        assertThat(run(a, a)).isZero();
        assertThat(out.toString())
                .startsWith("No difference.")
                .containsPattern("Smallest difference .*: \\d\\.\\d ms in the median of time to ear\\.");
    }

    @Test
    void printsOneJsonObject() throws IOException {
        Path a = write("result.json", new SyntheticRun(3, 100).result());
        Path b = write(
                "b.json", new SyntheticRun(4, 100).slower(Stage.DEVICE, 15_000).result());
        assertThat(run(a.getParent(), b, "--json")).isZero();
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(out.toString().strip()).doesNotContain("\n");
        assertThat(json.get("verdict").asText()).isEqualTo("slower");
        assertThat(json.get("stages").get(0).asText()).isEqualTo("device");
        assertThat(json.get("difference_ms").asDouble()).isBetween(12.0, 18.0);
        assertThat(json.get("differences").get(0).get("name").asText()).isEqualTo("ttfb");
    }

    @Test
    void rejectsAnotherFormat() throws IOException {
        Path a = write("a.json", new SyntheticRun(5, 20).result());
        Path b = Files.writeString(folder.resolve("b.json"), "{\"format\":\"other/2\"}");
        assertThat(run(a, b)).isEqualTo(1);
        assertThat(err.toString()).contains(b.toString(), "other/2", "parlando-bench/2");
    }

    @Test
    void rejectsAMissingArgument() throws IOException {
        Path a = write("a.json", new SyntheticRun(6, 20).result());
        assertThat(new CommandLine(new CompareCommand())
                        .setErr(new PrintWriter(err))
                        .execute(a.toString()))
                .isEqualTo(2);
    }

    private int run(Path a, Path b, String... options) {
        CommandLine command = new CommandLine(new CompareCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(
                        (failure, line, parsed) -> FailureReporter.report(failure, line.getErr()));
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = a.toString();
        arguments[options.length + 1] = b.toString();
        return command.execute(arguments);
    }

    private Path write(String name, BenchResult result) throws IOException {
        return Files.writeString(folder.resolve(name), ResultJson.toJson(result));
    }
}
