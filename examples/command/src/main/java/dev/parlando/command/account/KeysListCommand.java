package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.ServiceAccount;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The {@code keys list} verb: lists service accounts and their keys. */
@Command(
        name = "list",
        description = "Lists service accounts and their keys, with the use and the permissions of each key.")
final class KeysListCommand extends AccountSubcommand {
    @Option(names = "--account", paramLabel = "ID", description = "List only this service account.")
    private @Nullable String only;

    KeysListCommand() {
        super(false);
    }

    @Override
    int run(Account account) {
        List<Map<String, @Nullable Object>> rows =
                KeyRows.accounts(account, only).stream().flatMap(this::rows).toList();
        if (rows.isEmpty()) {
            notice("there is no service account");
        }
        listing().print(rows);
        return ExitCode.OK;
    }

    /** Returns one row per key, or a single row for an account without keys. */
    private Stream<Map<String, @Nullable Object>> rows(ServiceAccount account) {
        return account.keys().isEmpty()
                ? Stream.of(KeyRows.of(account, null, isJson()))
                : account.keys().stream().map(key -> KeyRows.of(account, key, isJson()));
    }
}
