package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.TokenType;
import dev.parlando.command.console.CommandException;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.rotation.Completions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The {@code token} verb: creates a token for a client that must not have the key. */
@Command(
        name = "token",
        description = {
            "Prints a token that is valid for one connection within 15 minutes, for a client that must not have the key.",
            "",
            "Unlike a key it is printed into a pipe as well, so that it can be passed on. It is still a secret,"
                    + " also as a part of a URL; keep it out of logs."
        })
public final class TokenCommand extends AccountSubcommand {
    @Option(
            names = "--type",
            paramLabel = "NAME",
            defaultValue = "tts_websocket",
            description = "Purpose: tts_websocket, realtime_scribe or batch_scribe (default: ${DEFAULT-VALUE}).")
    private TokenType type = TokenType.TTS_WEBSOCKET;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it to a new file that only you can read.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Overwrite the file if there is one.")
    private boolean force;

    TokenCommand() {
        super(false);
    }

    @Override
    int run(Account account) throws IOException {
        if (file == null) {
            print(Completions.await(account.createToken(type)).reveal(), null);
            return ExitCode.OK;
        }
        try (SecretFile target = SecretFile.open(file, force)) {
            SingleUseToken token = Completions.await(account.createToken(type));
            target.write(token.reveal());
            print(null, file);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be written: " + e.getMessage() + "; the token is lost", e);
        }
        return ExitCode.OK;
    }

    private void print(@Nullable String token, @Nullable Path written) {
        if (isJson()) {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>();
            facts.put("type", type.value());
            facts.put("token", token);
            facts.put("file", written == null ? null : written.toString());
            out().println(RowPrinter.toJson(facts));
        } else if (token != null) {
            out().println(token);
        }
        out().flush();
    }
}
