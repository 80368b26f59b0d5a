package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.KeyUpdate;
import dev.parlando.command.console.Terminal;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code keys disable} verb: disables a given key, or the key that makes the call. */
@Command(
        name = "disable",
        description = "Disables a key, which 'parlando keys enable' undoes. --self disables the key in the"
                + " environment, which needs no permission: the first step after that key has leaked.",
        sortOptions = false)
final class KeysDisableCommand extends AccountSubcommand {
    @Option(names = "--account", paramLabel = "ID", description = "The service account, see 'parlando keys list'.")
    private @Nullable String serviceAccount;

    @Option(names = "--key", paramLabel = "KEY_ID", description = "The id of the key, not the key.")
    private @Nullable String key;

    @Option(names = "--self", description = "Disable the key that makes this call.")
    private boolean self;

    @Option(names = "--yes", description = "With --self: do not ask for confirmation.")
    private boolean yes;

    KeysDisableCommand() {
        super(true);
    }

    @Override
    public Integer call() throws Exception {
        if (self && (serviceAccount != null || key != null)) {
            throw new InvalidRequestException("--self", "does not go with --account and --key; leave them out");
        }
        if (!self && (serviceAccount == null || key == null)) {
            throw new InvalidRequestException(
                    serviceAccount == null ? "--account" : "--key",
                    "is missing; name account and key, or --self for the key that makes this call");
        }
        if (self && !yes) {
            Terminal.confirm("disable the key that makes this call, so that it no longer works?");
        }
        return super.call();
    }

    @Override
    int run(Account account) {
        if (serviceAccount == null || key == null) {
            Completions.await(account.disableOwnKey());
            return reportDone("the key that made this call is disabled", facts(null, "self", "disabled", true));
        }
        Completions.await(account.updateKey(serviceAccount, key, KeyUpdate.NONE.enabled(false)));
        return reportDone("key " + key + " is disabled", facts(serviceAccount, key, "disabled", true));
    }
}
