package dev.parlando.command.account;

import picocli.CommandLine.Option;

/** Options that identify a key. */
final class KeyOptions {
    @Option(
            names = "--account",
            required = true,
            paramLabel = "ID",
            description = "The service account, see 'parlando keys list'.")
    private String account = "";

    @Option(names = "--key", required = true, paramLabel = "KEY_ID", description = "The id of the key, not the key.")
    private String key = "";

    String account() {
        return account;
    }

    String key() {
        return key;
    }
}
