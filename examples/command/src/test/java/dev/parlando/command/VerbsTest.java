package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.CommandProcess.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Checks help and version of every verb, and the listings that need no service. */
@Execution(ExecutionMode.CONCURRENT)
class VerbsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"say", "phone", "voices", "models", "formats", "devices", "keys", "token", "usage", "serve"})
    void printsHelpAndVersionOfEveryVerb(String verb) {
        StringWriter out = new StringWriter();
        CommandLine command = Parlando.commandLine().setOut(new PrintWriter(out));

        assertThat(command.execute(verb, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: parlando " + verb).contains("--json");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);

        assertThat(command.execute(verb, "--version")).isZero();
        assertThat(out.toString()).contains("Java " + Runtime.version());
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString()).contains("  " + verb + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "create", "rotate", "disable", "enable", "delete"})
    void printsHelpOfEveryKeysSubcommand(String what) {
        StringWriter out = new StringWriter();
        CommandLine command = Parlando.commandLine().setOut(new PrintWriter(out));

        assertThat(command.execute("keys", what, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: parlando keys " + what).contains("--json", "--base-url");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(command.execute("keys", "--help")).isZero();
        assertThat(out.toString()).contains("  " + what + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void printsHelpAndVersionToStandardOutput(String option, @TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run(option);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("parlando");
        assertThat(result.err()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void reportsFullDiskOfStandardOutput(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder)
                .startedBy("sh", "-c", "exec \"$@\" >/dev/full", "sh")
                .run("formats");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("parlando: standard output cannot be written: No space left on device\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsQuietlyIfReaderOfOutputIsGone(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder)
                .startedBy("sh", "-c", "{ \"$@\"; echo \"exit $?\" >&2; } | true", "sh")
                .run("formats");

        assertThat(result.err()).isEqualTo("exit 0\n");
    }

    @Test
    void listsTheFormats(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run("formats", "--json");

        JsonNode formats = result.json();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(formats.findValuesAsText("format")).hasSize(28).contains("mp3_44100_128", "ulaw_8000", "wav_8000");
        assertThat(formats.get(0).get("bitrate_kbps").asInt()).isEqualTo(32);
        assertThat(formats.get(0).get("playable").isBoolean()).isTrue();
        assertThat(formats.findValues("bitrate_kbps")).noneMatch(JsonNode::isTextual);
    }

    @Test
    void listsTheDevices() throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Parlando.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute("devices", "--json");

        JsonNode devices = new JsonMapper().readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(devices.isArray()).isTrue();
        assertThat(err.toString().isEmpty()).isEqualTo(!devices.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"help, --help", "help say, say --help", "help keys list, keys list --help", "say help, say help"})
    void readsHelpBeforeVerbAsOption(String given, String executed) {
        assertThat(Parlando.withHelpOption(given.split(" ", -1))).containsExactly(executed.split(" ", -1));
    }

    @Test
    void printsHelpOfVerbAfterHelp(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run("help", "keys", "list");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: parlando keys list");
    }
}
