package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.command.console.Terminal;
import dev.parlando.command.rotation.Completions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code keys delete} verb: deletes a key. */
@Command(name = "delete", description = "Deletes a key; requests that still use it are rejected from then on.")
final class KeysDeleteCommand extends AccountSubcommand {
    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    KeysDeleteCommand() {
        super(true);
    }

    @Override
    public Integer call() throws Exception {
        if (!yes) {
            Terminal.confirm("delete key " + key.key() + " for good?");
        }
        return super.call();
    }

    @Override
    int run(Account account) {
        Completions.await(account.deleteKey(key.account(), key.key()));
        return reportDone("key " + key.key() + " is deleted", facts(key.account(), key.key(), "deleted", true));
    }
}
