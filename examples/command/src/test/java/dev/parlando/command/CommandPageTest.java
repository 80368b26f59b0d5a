package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Compares the pages about the command and telephony with the command: every line parses, and the table has every option.
 */
class CommandPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "command.md");
    private static final Path TELEPHONY = Path.of("..", "..", "docs", "telephony.md");
    private static final Pattern COMMAND =
            Pattern.compile("^(?:[^|\n]*\\| )?(?:\\./)?parlando (.+)$", Pattern.MULTILINE);
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern OPTIONS =
            Pattern.compile("^\\| ((?:`[a-z ]+`(?:, )?)+) \\| (.*--.*) \\|$", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    /** The page describes these once, for all verbs. */
    private static final Set<String> COMMON = Set.of("--base-url", "--ca", "--help", "--version");

    static List<List<String>> commands() throws IOException {
        return COMMAND.matcher(Files.readString(PAGE) + Files.readString(TELEPHONY))
                .results()
                .map(match -> arguments(match.group(1)))
                .toList();
    }

    private static List<String> arguments(String line) {
        return ARGUMENT.matcher(line)
                .results()
                .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void parses(List<String> arguments) {
        assertThatCode(() -> Parlando.commandLine().parseArgs(arguments.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @Test
    void listsEveryOptionOfEveryVerb() throws IOException {
        Set<String> described = new TreeSet<>();
        Matcher row = OPTIONS.matcher(Files.readString(PAGE));
        while (row.find()) {
            Set<String> options = options(row.group(2));
            for (String verb : row.group(1).replace("`", "").split(", ", -1)) {
                assertThat(options).as(verb).isEqualTo(options(subcommand(verb)));
                described.add(verb);
            }
        }
        assertThat(described).isEqualTo(verbs(Parlando.commandLine(), ""));
    }

    private static Set<String> options(String cell) {
        return OPTION.matcher(cell)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--") && !COMMON.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CommandLine subcommand(String verb) {
        CommandLine command = Parlando.commandLine();
        for (String name : verb.split(" ", -1)) {
            command = command.getSubcommands().get(name);
        }
        return command;
    }

    /** Returns the verbs that do something themselves, such as {@code say} and {@code keys list}. */
    private static Set<String> verbs(CommandLine command, String prefix) {
        Set<String> verbs = new TreeSet<>();
        if (command.getSubcommands().isEmpty() || command.getCommand() instanceof Callable) {
            verbs.add(prefix.strip());
        }
        command.getSubcommands().forEach((name, verb) -> verbs.addAll(verbs(verb, prefix + " " + name)));
        return verbs;
    }
}
