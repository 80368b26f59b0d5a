package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.Permissions;
import dev.parlando.command.console.CommandException;
import dev.parlando.command.console.Terminal;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The {@code keys create} verb: creates a key and writes the secret to the terminal or to a file only. */
@Command(
        name = "create",
        description =
                "Creates a key, which the service shows only this once: on the terminal, or in the file of --out.",
        sortOptions = false)
final class KeysCreateCommand extends AccountSubcommand {
    @Option(
            names = "--account",
            required = true,
            paramLabel = "ID",
            description = "The service account, see 'parlando keys list'.")
    private String serviceAccount = "";

    @Option(names = "--name", required = true, paramLabel = "TEXT", description = "The name of the key.")
    private String name = "";

    @Option(
            names = "--permissions",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "Permissions, such as text_to_speech,voices_read; or all.")
    private List<String> permissions = List.of();

    @Option(names = "--limit", paramLabel = "CREDITS", description = "Credits it may use in a billing period.")
    private @Nullable Long limit;

    @Option(
            names = "--allow",
            split = ",",
            paramLabel = "CIDR",
            description = "Addresses that may use it, such as 203.0.113.0/24; can be repeated.")
    private List<String> allowed = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the key to a new file that only you can read; needed if there is no terminal.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Overwrite the file if there is one.")
    private boolean force;

    KeysCreateCommand() {
        super(true);
    }

    @Override
    public Integer call() throws Exception {
        spec();
        if (file == null && (isJson() || !Terminal.isPresent())) {
            throw new InvalidRequestException(
                    "--out",
                    "is missing, and the key is shown only on a terminal and never as JSON; name a file for it");
        }
        return super.call();
    }

    private KeySpec spec() {
        List<IpRange> ranges = allowed.stream().map(IpRange::parse).toList();
        KeySpec spec = KeySpec.of(name, Permissions.of(permissions)).withAllowedIps(ranges);
        return limit == null ? spec : spec.withCharacterLimit(limit);
    }

    @Override
    int run(Account account) {
        if (file == null) {
            CreatedKey key = create(account);
            print(key, null);
            out().println("API key: " + key.secret().reveal());
            out().flush();
            notice("keep the key now, it is not shown again");
            return ExitCode.OK;
        }
        try (SecretFile target = SecretFile.open(file, force)) {
            CreatedKey key = create(account);
            write(account, key, target);
            print(key, file);
        }
        return ExitCode.OK;
    }

    private CreatedKey create(Account account) {
        try {
            return Completions.await(account.createKey(serviceAccount, spec()));
        } catch (ParlandoException e) {
            if (e.progress() == RequestProgress.PROCESSED) {
                notice("the key may have been created, and its secret is lost: look for '" + name
                        + "' in 'parlando keys list' and delete it");
            }
            throw e;
        }
    }

    /** Writes the key to the file. If that fails, deletes the key, because an unknown secret is useless to the user. */
    private void write(Account account, CreatedKey key, SecretFile target) {
        try {
            target.write(key.secret().reveal());
        } catch (IOException e) {
            Completions.await(account.deleteKey(serviceAccount, key.keyId()));
            throw new CommandException(
                    file + " cannot be written: " + e.getMessage() + "; key " + key.keyId() + " was deleted again", e);
        }
    }

    private void print(CreatedKey key, @Nullable Path written) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("account", serviceAccount);
        row.put("key_id", key.keyId());
        row.put("name", name);
        row.put("fingerprint", key.secret().fingerprint());
        row.put("file", written == null ? null : written.toString());
        listing().printOne(row);
    }
}
