package dev.parlando.command;

import dev.parlando.command.account.KeysCommand;
import dev.parlando.command.account.TokenCommand;
import dev.parlando.command.account.UsageCommand;
import dev.parlando.command.bench.BenchCommand;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.TextInput;
import dev.parlando.command.phone.PhoneCommand;
import dev.parlando.command.say.SayCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
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
            PhoneCommand.class,
            VoicesCommand.class,
            ModelsCommand.class,
            FormatsCommand.class,
            DevicesCommand.class,
            KeysCommand.class,
            TokenCommand.class,
            UsageCommand.class,
            FleetCommand.class,
            ServeCommand.class,
            AssistantCommand.class,
            GameCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "The key of the service is read from ELEVENLABS_API_KEY. Without it an offline voice speaks.",
            FailureReporter.EXIT_CODES
        })
public final class Parlando implements Runnable {
    /** The reason of a failed write to a reader such as {@code head}, which has all that it wants. */
    private static final Pattern CLOSED_BY_READER = Pattern.compile("(?i)\\bpipe\\b");

    /** A list of constants in a message of picocli. */
    private static final Pattern CONSTANTS = Pattern.compile("\\[[A-Z_]+(, [A-Z_]+)*]");

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
        useUtf8InsteadOfAscii(command);
        String problem = problemOf(arguments);
        if (problem != null) {
            command.getErr().println("parlando: " + problem);
            return CommandLine.ExitCode.USAGE;
        }
        int code = command.execute(withHelpOption(arguments));
        String reason = System.out.checkError() ? reasonOfFailedOutput() : "";
        if (reason.isEmpty() || CLOSED_BY_READER.matcher(reason).find()) {
            return code;
        }
        command.getErr().println("parlando: standard output cannot be written: " + reason);
        return code == CommandLine.ExitCode.OK ? CommandLine.ExitCode.SOFTWARE : code;
    }

    /** Returns {@code verb --help} for {@code help verb}, and other arguments as they are. */
    static String[] withHelpOption(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        String[] asked = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
        asked[asked.length - 1] = "--help";
        return asked;
    }

    /** Returns the reason for which the last bytes of standard output were lost, by writing another one. */
    private static String reasonOfFailedOutput() {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out); // Unlike System.out, it throws an exception.
        try {
            out.write('\n');
            return "some of it was lost";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The C locale selects ASCII, in which other characters would be printed as question marks. */
    private static void useUtf8InsteadOfAscii(CommandLine command) {
        Charset charset = Charset.defaultCharset();
        Charset superset = TextInput.supersetOf(charset);
        if (!superset.equals(charset)) {
            command.setOut(new PrintWriter(System.out, true, superset));
            command.setErr(new PrintWriter(System.err, true, superset));
        }
    }

    private static @Nullable String problemOf(String... arguments) {
        if (!TextInput.isDecoded(arguments)) {
            return "an argument has characters that are not valid in the encoding of the locale, "
                    + System.getProperty("sun.jnu.encoding")
                    + "; if they are UTF-8, set LC_ALL=C.UTF-8, or pass the text on standard input: say -";
        }
        if (KeyArgumentDetector.containsKey(arguments)) {
            return "an argument looks like a key; other users see it in the list of"
                    + " processes and it stays in the shell's history, so it is not accepted; if it is one, replace it";
        }
        return null;
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Parlando())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> FailureReporter.report(failure, command.getErr()))
                .setParameterExceptionHandler(Parlando::wrongUsage)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
        NumberConverters.register(line);
        return line;
    }

    private static int wrongUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String problem = failure instanceof UnmatchedArgumentException unmatched
                ? notUnderstood(unmatched)
                : FailureReporter.oneLine(withLowerCaseNames(String.valueOf(failure.getMessage())));
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("parlando: " + problem + "; see " + help);
        return CommandLine.ExitCode.USAGE;
    }

    /** Returns a message with the names of constants as the help has them. */
    private static String withLowerCaseNames(String message) {
        return CONSTANTS.matcher(message).replaceAll(names -> names.group().toLowerCase(Locale.ROOT));
    }

    private static String notUnderstood(UnmatchedArgumentException failure) {
        String given = failure.getUnmatched().get(0);
        if (!failure.isUnknownOption()) {
            return withSuggestion("'" + given + "' is not understood", failure);
        }
        String problem = "there is no option " + given;
        boolean takesText = !failure.getCommandLine()
                .getCommandSpec()
                .positionalParameters()
                .isEmpty();
        if (takesText && (!given.startsWith("--") || given.contains(" "))) {
            return problem + "; if it is text to speak, put -- before it";
        }
        return withSuggestion(problem, failure);
    }

    private static String withSuggestion(String problem, UnmatchedArgumentException failure) {
        List<String> suggestions = failure.getSuggestions();
        return suggestions.isEmpty() ? problem : problem + ", perhaps " + suggestions.get(0);
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "name a verb, such as say");
    }
}
