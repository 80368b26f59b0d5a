package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fleet.FleetFigures;
import dev.parlando.governor.Priority;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FleetCommandTest {
    private static final FleetFigures FIGURES = new FleetFigures(List.of(new FleetFigures.Group(
            "standard",
            4,
            1,
            7,
            List.of(new FleetFigures.Engine(
                    "a1",
                    "server-1",
                    3,
                    3,
                    Map.of(Priority.LIVE, 1, Priority.NORMAL, 2, Priority.PREFETCH, 3),
                    Duration.ofMillis(900))),
            Map.of("0f334848", 1234L))));

    private final StringWriter out = new StringWriter();
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

    @Test
    void printsTables() {
        assertThat(print(FIGURES)).hasLineCount(8);
        assertThat(out.toString().lines().map(line -> line.split(" +")))
                .contains(
                        new String[] {"standard", "4", "1", "3", "75", "6", "7"},
                        new String[] {"server-1", "a1", "3", "3", "1", "2", "3", "900"},
                        new String[] {"0f334848", "1234"});
    }

    @Test
    void printsJson() {
        assertThat(print(FIGURES, "--json"))
                .hasLineCount(1)
                .contains("\"use_percent\":75", "\"queued_prefetch\":3", "\"characters\":{\"0f334848\":1234}");
    }

    @Test
    void namesAccountWithoutEngines() {
        assertThat(print(new FleetFigures(List.of()))).isEmpty();
        assertThat(err.toString()).contains("no engine", "redis://127.0.0.1:1");
    }

    private String print(FleetFigures figures, String... options) {
        FleetCommand verb = new FleetCommand();
        CommandLine command =
                new CommandLine(verb).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        command.parseArgs(Stream.concat(Stream.of("--redis", "redis://127.0.0.1:1"), Arrays.stream(options))
                .toArray(String[]::new));
        verb.print(figures);
        return out.toString();
    }

    private int run(String... options) {
        CommandLine command = Parlando.commandLine().setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "fleet";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return command.execute(arguments);
    }
}
