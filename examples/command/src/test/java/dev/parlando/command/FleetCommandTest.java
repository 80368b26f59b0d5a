package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FleetCommandTest {
    private final StringWriter err = new StringWriter();

    @Test
    void refusesPasswordInArgument() {
        assertThat(run("--redis", "redis://:secret@127.0.0.1:1", "--account", "account"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("parlando: --redis: has a user or a password")
                .contains(FleetCommand.PASSWORD_VARIABLE)
                .doesNotContain("secret");
    }

    @Test
    void rejectsOtherUris() {
        assertThat(run("--redis", "http://127.0.0.1:1", "--account", "account")).isEqualTo(2);
        assertThat(err.toString()).contains("--redis").contains("redis://");
    }

    @Test
    void reportsServerThatCannotBeReached() {
        assertThat(run("--redis", "redis://127.0.0.1:1", "--account", "account"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("parlando: the fleet at redis://127.0.0.1:1 cannot be read")
                .hasLineCount(1);
    }

    private int run(String... options) {
        CommandLine command = Parlando.commandLine().setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "fleet";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return command.execute(arguments);
    }
}
