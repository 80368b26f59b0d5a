package dev.parlando.command;

import dev.parlando.command.account.KeysCommand;
import dev.parlando.command.account.TokenCommand;
import dev.parlando.command.account.UsageCommand;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.say.SayCommand;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code parlando} command, with one class per verb. */
@Command(
        name = "parlando",
        description = "Speaks text through the loudspeaker while it is still being generated.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = ProductVersion.class,
        subcommands = {
            SayCommand.class,
            VoicesCommand.class,
            ModelsCommand.class,
            FormatsCommand.class,
            DevicesCommand.class,
            KeysCommand.class,
            TokenCommand.class,
            UsageCommand.class,
            ServeCommand.class,
            AssistantCommand.class,
            GameCommand.class
        },
        footer = {
            "",
            "The key of the service is read from ELEVENLABS_API_KEY. Without it an offline voice speaks.",
            "Exit code: 0 done, 1 failed, 2 wrong usage."
        })
public final class Parlando implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private Parlando() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        LogSetup.configureDefaults();
        System.exit(execute(arguments));
    }

    /** Runs the command on the process's own streams and returns the exit code. */
    static int execute(String... arguments) {
        CommandLine command = commandLine();
        if (KeyArgumentDetector.containsKey(arguments)) {
            command.getErr()
                    .println(
                            "parlando: an argument looks like a key; other users see it in the list of"
                                    + " processes and it stays in the shell's history, so it is not accepted; if it is one, replace it");
            return CommandLine.ExitCode.USAGE;
        }
        return command.execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Parlando())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> FailureReporter.report(failure, command.getErr()))
                .setParameterExceptionHandler(Parlando::wrongUsage)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int wrongUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String problem = failure instanceof UnmatchedArgumentException unmatched
                ? notUnderstood(unmatched)
                : FailureReporter.oneLine(String.valueOf(failure.getMessage()));
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("parlando: " + problem + "; see " + help);
        return CommandLine.ExitCode.USAGE;
    }

    private static String notUnderstood(UnmatchedArgumentException failure) {
        String given = failure.getUnmatched().get(0);
        String problem =
                failure.isUnknownOption() ? "there is no option " + given : "'" + given + "' is not understood";
        List<String> suggestions = failure.getSuggestions();
        return suggestions.isEmpty() ? problem : problem + ", perhaps " + suggestions.get(0);
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "name a verb, such as say");
    }
}
