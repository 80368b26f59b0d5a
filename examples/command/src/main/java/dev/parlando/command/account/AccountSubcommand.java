package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Base class of the verbs that make account calls. */
abstract class AccountSubcommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final boolean changesKeys;

    /** Creates a verb; {@code changesKeys} states whether it can change the keys of the account. */
    AccountSubcommand(boolean changesKeys) {
        this.changesKeys = changesKeys;
    }

    /** Opens the service and makes the calls. Subclasses override this to validate their options first. */
    @Override
    public Integer call() throws Exception {
        try (EngineSession service = options.open(System.getenv(), err())) {
            service.reportOffline(err());
            if (changesKeys && service.offlineVoice() != null) {
                notice(
                        "its keys and accounts are gone when this command ends; 'parlando serve' keeps them while it runs");
            }
            return run(service.engine().account());
        }
    }

    /** Makes the calls and returns the exit code. */
    abstract int run(Account account) throws Exception;

    final boolean isJson() {
        return json;
    }

    final PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    final PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    final RowPrinter listing() {
        return new RowPrinter(out(), json);
    }

    /** Prints a message to stderr, separate from the output of the verb. */
    final void notice(String line) {
        err().println("parlando: " + FailureReporter.oneLine(line));
        err().flush();
    }

    /** Returns the JSON fields that describe a change to a key. */
    static Map<String, @Nullable Object> facts(@Nullable String account, String key, String name, boolean value) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("account", account);
        facts.put("key_id", key);
        facts.put(name, value);
        return facts;
    }

    /** Reports success: the fields as one JSON object with {@code --json}, otherwise the line on stderr. */
    final int reportDone(String line, Map<String, @Nullable Object> facts) {
        if (json) {
            listing().printOne(facts);
        } else {
            notice(line);
        }
        return ExitCode.OK;
    }
}
