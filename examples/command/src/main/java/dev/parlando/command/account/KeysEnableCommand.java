package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.KeyUpdate;
import dev.parlando.command.rotation.Completions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code keys enable} verb: re-enables a disabled key. */
@Command(name = "enable", description = "Enables a disabled key.")
final class KeysEnableCommand extends AccountSubcommand {
    @Mixin
    private KeyOptions key = new KeyOptions();

    KeysEnableCommand() {
        super(true);
    }

    @Override
    int run(Account account) {
        Completions.await(account.updateKey(key.account(), key.key(), KeyUpdate.NONE.enabled(true)));
        return reportDone("key " + key.key() + " is enabled", facts(key.account(), key.key(), "disabled", false));
    }
}
