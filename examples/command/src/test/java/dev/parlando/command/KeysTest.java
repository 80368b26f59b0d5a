package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.command.CommandProcess.Result;
import dev.parlando.command.OfflineKeys.Made;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the {@code keys} verbs against the offline server. */
@Execution(ExecutionMode.CONCURRENT)
class KeysTest {
    private static OfflineKeys keys;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        keys = new OfflineKeys();
    }

    @AfterAll
    static void stop() {
        keys.close();
    }

    private Result run(String... arguments) throws IOException {
        return keys.command(folder).run(arguments);
    }

    private Result create(String account, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("keys", "create", "--account", account, "--name", "tts", "--permissions", "text_to_speech"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void writesCreatedKeyToFileOnly() throws IOException {
        String account = keys.account("create");

        Result created = create(
                account,
                "--limit",
                "5000",
                "--allow",
                "127.0.0.1,203.0.113.0/24",
                "--allow",
                "::1",
                "--out",
                "key",
                "--json");

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.err()).isEmpty();
        String secret = Files.readString(folder.resolve("key"));
        assertThat(secret).matches("sk_[0-9a-f]{48}\n");
        assertThat(mode("key")).isEqualTo("rw-------");
        assertThat(created.out()).doesNotContain("sk_").doesNotContain(secret.strip());

        JsonNode listed = run("keys", "list", "--account", account, "--json").json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("key_id")).isEqualTo(created.json().get("key_id"));
        assertThat(listed.get(0).get("account_name").asText()).isEqualTo("create");
        assertThat(listed.get(0).get("limit").asInt()).isEqualTo(5000);
        assertThat(listed.get(0).get("permissions").toString()).isEqualTo("[\"text_to_speech\"]");
        assertThat(listed.get(0).get("allowed_ips").toString())
                .isEqualTo("[\"127.0.0.1/32\",\"203.0.113.0/24\",\"::1/128\"]");

        Result said = keys.command(folder, secret.strip())
                .run("say", "Hello", "--device", "none", "--voice", OfflineVoiceServer.STANDARD_VOICE_ID);
        assertThat(said.exitCode()).as(said.err()).isZero();
        Result table = run("keys", "list");
        assertThat(table.out()).contains("127.0.0.1/32,203.0.113.0/24,::1/128").doesNotContain("sk_");
        assertThat(run("usage", "--account", account, "--json")
                        .json()
                        .at("/keys/0/used")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void createsNoKeyWithoutTerminalOrFile() throws IOException {
        String account = keys.account("nowhere");
        Result created = create(account);
        assertThat(created.exitCode()).isEqualTo(2);
        assertThat(created.errLines()).singleElement().asString().startsWith("parlando: --out: is missing");
        assertThat(keys.list(account)).isEmpty();
    }

    @Test
    void overwritesFileOnlyWithForce() throws IOException {
        String account = keys.account("force");
        Files.writeString(folder.resolve("key"), "precious");
        Files.setPosixFilePermissions(folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));

        Result refused = create(account, "--out", "key");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines()).singleElement().asString().contains("'key' is there already", "--force");
        assertThat(folder.resolve("key")).hasContent("precious");
        assertThat(create(account, "--out", "nowhere/key").err()).contains("--out: 'nowhere/key' is in a folder");
        assertThat(create(account, "--out", ".").err()).contains("--out: '.' is a folder");
        assertThat(keys.list(account)).isEmpty();

        Result forced = create(account, "--out", "key", "--force");
        assertThat(forced.exitCode()).as(forced.err()).isZero();
        assertThat(Files.readString(folder.resolve("key"))).startsWith("sk_");
        assertThat(mode("key")).isEqualTo("rw-------");
        assertThat(CommandProcess.filesIn(folder)).containsExactly("key");
    }

    @Test
    void overwritesTargetOfLink() throws IOException {
        String account = keys.account("link");
        Path real = Files.writeString(folder.resolve("real"), "old");
        Files.createSymbolicLink(folder.resolve("key"), real);

        Result forced = create(account, "--out", "key", "--force");

        assertThat(forced.exitCode()).as(forced.err()).isZero();
        assertThat(Files.isSymbolicLink(folder.resolve("key"))).isTrue();
        assertThat(Files.readString(real)).startsWith("sk_");
        assertThat(CommandProcess.filesIn(folder)).containsExactly("key", "real");
    }

    @Test
    void deletesCreatedKeyThatCannotBeWritten() throws IOException {
        String account = keys.account("unwritten");
        try (Relay relay = new Relay(keys.server)) {
            relay.goesOn = moment -> {
                if (moment.equals("after POST")) {
                    createBlockingDirectory(folder.resolve("key"));
                }
                return true;
            };
            Result created = keys.command(folder)
                    .with("ELEVENLABS_BASE_URL", relay.baseUri().toString())
                    .run(
                            "keys",
                            "create",
                            "--account",
                            account,
                            "--name",
                            "tts",
                            "--permissions",
                            "all",
                            "--out",
                            "key",
                            "--force");

            assertThat(created.exitCode()).isEqualTo(1);
            assertThat(created.errLines()).singleElement().asString().contains("cannot be written", "deleted again");
            assertThat(keys.list(account)).isEmpty();
            assertThat(CommandProcess.filesIn(folder)).containsExactly("key");
        }
    }

    private static void createBlockingDirectory(Path file) {
        try {
            Files.createDirectories(file.resolve("in the way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void disablesEnablesAndDeletesKey() throws IOException {
        String account = keys.account("states");
        Made key = keys.create(account, "{\"name\":\"a\",\"permissions\":\"all\"}");
        String[] which = {"--account", account, "--key", key.id()};

        Result disabled = run("keys", "disable", which[0], which[1], which[2], which[3]);
        assertThat(disabled.exitCode()).as(disabled.err()).isZero();
        assertThat(disabled.out()).isEmpty();
        assertThat(disabled.err()).isEqualTo("parlando: key " + key.id() + " is disabled\n");
        assertThat(keys.list(account).get(0).get("is_disabled").asBoolean()).isTrue();

        Result enabled = run("keys", "enable", which[0], which[1], which[2], which[3], "--json");
        assertThat(enabled.json().get("disabled").asBoolean()).isFalse();
        assertThat(keys.list(account).get(0).get("is_disabled").asBoolean()).isFalse();

        Result unasked = run("keys", "delete", which[0], which[1], which[2], which[3]);
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).startsWith("parlando: --yes: is missing");
        assertThat(keys.list(account)).hasSize(1);

        assertThat(run("keys", "delete", which[0], which[1], which[2], which[3], "--yes")
                        .exitCode())
                .isZero();
        assertThat(keys.list(account)).isEmpty();
        Result again = run("keys", "delete", which[0], which[1], which[2], which[3], "--yes");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errLines()).singleElement().asString().contains("404", "api_key_not_found");
    }

    @Test
    void disablesOwnKey() throws IOException {
        String account = keys.account("self");
        Made key = keys.create(account, "{\"name\":\"a\",\"permissions\":[\"text_to_speech\"]}");
        CommandProcess command = keys.command(folder, key.secret());

        assertThat(command.run("keys", "disable", "--self").exitCode()).isEqualTo(2);
        Result disabled = command.run("keys", "disable", "--self", "--yes", "--json");

        assertThat(disabled.exitCode()).as(disabled.err()).isZero();
        assertThat(keys.list(account).get(0).get("disable_reason").asText()).isEqualTo("self_disabled");
        assertThat(command.run("say", "Hello", "--device", "none").exitCode()).isEqualTo(1);
    }

    @Test
    void rotatesKeyInFile() throws IOException {
        String account = keys.account("rotate");
        Made old = keys.create(account, "{\"name\":\"a\",\"permissions\":[\"text_to_speech\"]}");
        Files.writeString(folder.resolve("key"), old.secret());

        Result rotated =
                run("keys", "rotate", "--account", account, "--key", old.id(), "--file", "key", "--quiet-for", "200ms");

        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(rotated.out()).contains("old_key_id", old.id(), "key").doesNotContain("sk_");
        assertThat(rotated.err())
                .contains("parlando: created key ", "is quiet for")
                .doesNotContain("sk_");
        String secret = Files.readString(folder.resolve("key"));
        assertThat(keys.list(account)).singleElement().satisfies(key -> assertThat(
                        key.get("hashed_xi_api_key").asText())
                .isEqualTo(OfflineKeys.hash(secret)));
    }

    @Test
    void rejectsRotationOfCallingKey() throws IOException {
        Files.writeString(folder.resolve("key"), keys.server.apiKey());
        Result refused = run("keys", "rotate", "--account", "a", "--key", "k", "--file", "key");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .contains("--file: it holds the key that makes these calls");
        assertThat(CommandProcess.filesIn(folder)).containsExactly("key");
    }

    @Test
    void reportsUsageAllowedByPermissions() throws IOException {
        String account = keys.account("usage");
        Made user = keys.create(account, "{\"name\":\"a\",\"permissions\":[\"user_read\"]}");
        Made speech = keys.create(account, "{\"name\":\"b\",\"permissions\":[\"text_to_speech\"]}");

        Result some = keys.command(folder, user.secret()).run("usage", "--json");
        assertThat(some.exitCode()).isZero();
        assertThat(some.json().get("keys").isNull()).isTrue();
        assertThat(some.json().at("/subscription/plan").asText()).isNotEmpty();
        assertThat(some.errLines()).singleElement().asString().contains("service_account_write");

        Result none = keys.command(folder, speech.secret()).run("usage");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.out()).isEmpty();
        assertThat(none.errLines()).singleElement().asString().contains("service_account_write", "user_read");
    }

    @Test
    void writesTokenToStandardOutputOrFile() throws IOException {
        assertThat(run("token").out()).matches("sutkn_[0-9a-f]+\n");
        Result json = run("token", "--type", "realtime_scribe", "--json");
        assertThat(json.json().get("type").asText()).isEqualTo("realtime_scribe");
        assertThat(json.json().get("token").asText()).startsWith("sutkn_");

        Result file = run("token", "--out", "token", "--json");
        assertThat(file.out()).doesNotContain("sutkn_");
        assertThat(Files.readString(folder.resolve("token"))).startsWith("sutkn_");
        assertThat(mode("token")).isEqualTo("rw-------");
    }

    @Test
    void warnsThatOfflineChangesAreTemporary() throws IOException {
        Result listed = CommandProcess.in(folder).run("keys", "list");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.errLines()).hasSize(1);
        Result deleted = CommandProcess.in(folder).run("keys", "delete", "--account", "a", "--key", "k", "--yes");
        assertThat(deleted.err()).contains("are gone when this command ends");
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
