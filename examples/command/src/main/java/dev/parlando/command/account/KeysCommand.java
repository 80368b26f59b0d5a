package dev.parlando.command.account;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code keys} verb: groups one subcommand for each operation on keys. */
@Command(
        name = "keys",
        description = "Lists, creates, replaces, disables and deletes keys of service accounts.",
        subcommands = {
            KeysListCommand.class,
            KeysCreateCommand.class,
            KeysRotateCommand.class,
            KeysDisableCommand.class,
            KeysEnableCommand.class,
            KeysDeleteCommand.class
        },
        footer = {
            "",
            "The calls are made with the key in the environment, which needs the permission service_account_write."
                    + " A key itself is never an argument, since arguments are seen by other users. Each verb has --json."
        })
public final class KeysCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "name a verb for keys, such as list");
    }
}
