package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.command.rotation.KeyRotator;
import dev.parlando.command.rotation.RotatedKeyFile;
import dev.parlando.command.rotation.RotationClock;
import dev.parlando.command.rotation.RotationJournalFile;
import dev.parlando.command.rotation.RotationRecord;
import dev.parlando.command.rotation.RotationRequest;
import dev.parlando.command.rotation.RotationSettings;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code keys rotate} verb: replaces a key while it is in use. */
@Command(
        name = "rotate",
        description = {
            "Replaces a key while it is in use: creates one with the same permissions, limit and addresses, writes it to"
                    + " the file that clients of the old key read, waits until the old one is quiet and the new"
                    + " one is used, and deletes the old one.",
            "",
            "After an interruption, run it again to continue; until then FILE.rotation next to the file records the"
                    + " progress."
        },
        sortOptions = false,
        footer = {
            "",
            "FILE holds one line that is the key; or ELEVENLABS_API_KEY=…; or ELEVENLABS_API_KEY_PRIMARY=… and"
                    + " ELEVENLABS_API_KEY_SECONDARY=…, of which ELEVENLABS_KEY_ACTIVE=primary|secondary is in use."
                    + " If one of these two is empty, it receives the new key and becomes active, and the variable of the old"
                    + " key is emptied at last. A standby key stays, and the new key then replaces the old one.",
            "",
            "The calls are made with the key in the environment, which must not be the key that is replaced:"
                    + " to replace an administrator's key, use that of another administrator."
        })
final class KeysRotateCommand extends AccountSubcommand {
    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "The file from which clients read the key.")
    private Path file = Path.of("");

    @Option(
            names = "--quiet-for",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long the old key must be quiet (default: ${DEFAULT-VALUE}); 0s, for a leaked key,"
                    + " deletes it without checking its traffic.")
    private Duration quietFor = Duration.ZERO;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "How long to wait for that (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--force", description = "Accept the key in FILE even if its hint does not match.")
    private boolean force;

    private @Nullable RotatedKeyFile keyFile;

    KeysRotateCommand() {
        super(true);
    }

    @Override
    public Integer call() throws Exception {
        keyFile = RotatedKeyFile.at(file);
        keyFile.read();
        return super.call();
    }

    @Override
    int run(Account account) {
        RotatedKeyFile place = keyFile == null ? RotatedKeyFile.at(file) : keyFile;
        try (RotationJournalFile journal = RotationJournalFile.beside(place)) {
            RotationRequest request = new RotationRequest(key.account(), key.key(), caller(), force);
            RotationSettings settings = new RotationSettings(quietFor, timeout);
            RotationRecord done =
                    new KeyRotator(account, settings, RotationClock.REAL, this::notice).rotate(request, place, journal);
            listing().printOne(row(done));
        }
        return ExitCode.OK;
    }

    /** Returns the key that makes the calls, or null if the environment does not set one. */
    private static @Nullable ApiKey caller() {
        Map<String, String> environment = System.getenv();
        return ApiKeyProvider.isSetIn(environment)
                ? ApiKeyProvider.environment().keys().active()
                : null;
    }

    private Map<String, @Nullable Object> row(RotationRecord done) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("account", done.account());
        row.put("old_key_id", done.oldKeyId());
        row.put("new_key_id", done.newKeyId());
        row.put("name", done.name());
        row.put("fingerprint", done.newFingerprint());
        row.put("file", file.toString());
        return row;
    }
}
