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

/** Is a verb that makes calls about the account; a subclass for each says which. */
abstract class AccountSubcommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final boolean changesKeys;

    /** Is a verb after which the account may have other keys, or one that only asks. */
    AccountSubcommand(boolean changesKeys) {
        this.changesKeys = changesKeys;
    }

    /** Opens the service and makes the calls; what can be refused before that is refused by the subclass. */
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

    /** Tells the person something that is not what the verb was asked for. */
    final void notice(String line) {
        err().println("parlando: " + FailureReporter.oneLine(line));
        err().flush();
    }

    /** Returns what machines are told of a change to a key. */
    static Map<String, @Nullable Object> facts(@Nullable String account, String key, String name, boolean value) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("account", account);
        facts.put("key_id", key);
        facts.put(name, value);
        return facts;
    }

    /** Says that it is done, to machines with the given object. */
    final int reportDone(String line, Map<String, @Nullable Object> facts) {
        if (json) {
            listing().printOne(facts);
        } else {
            notice(line);
        }
        return ExitCode.OK;
    }
}
