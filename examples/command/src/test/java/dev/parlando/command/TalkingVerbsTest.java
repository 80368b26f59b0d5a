package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.CommandProcess.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the interactive verbs. */
@Execution(ExecutionMode.CONCURRENT)
class TalkingVerbsTest {
    @ParameterizedTest
    @ValueSource(strings = {"assistant", "game"})
    void printsHelp(String verb) {
        StringWriter out = new StringWriter();

        assertThat(Parlando.commandLine().setOut(new PrintWriter(out)).execute(verb, "--help"))
                .isZero();
        assertThat(out.toString()).startsWith("Usage: parlando " + verb).contains("--device", "--voice");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void answersAndShowsSpokenWords(@TempDir Path folder) throws IOException {
        Path typed = Files.writeString(folder.resolve("typed"), "Hello\n");

        Result result = CommandProcess.in(folder).reading(typed).run("assistant", "--device", "none");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .contains("Hello.", "Ask me for a story, and interrupt me when you have heard enough.");
        assertThat(result.errLines()).hasSize(1).first().asString().contains("offline voice");
    }

    @Test
    void reportsMissingDeviceInOneLine(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run("assistant", "--device", "no such device");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errLines()).hasSize(1).first().asString().contains("no such device");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void reportsMissingDisplayInOneLine(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run("game");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errLines()).hasSize(1).first().asString().contains("no display");
    }
}
