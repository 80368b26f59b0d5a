package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.command.CommandProcess.Result;
import dev.parlando.command.OfflineKeys.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills {@code keys rotate} at the requests of each of its steps, before a request is served or before its response
 * arrives. Then runs the command again.
 */
@Execution(ExecutionMode.CONCURRENT)
class RotateKillTest {
    private static final String RULES = "{\"name\":\"tts\",\"permissions\":[\"text_to_speech\",\"voices_read\"],"
            + "\"character_limit\":5000,\"allowed_ips\":[\"127.0.0.0/8\"]}";

    /** A run lists the keys three times, creates the new key, lists twice, deletes the old key, and lists once more. */
    @ParameterizedTest
    @CsvSource({
        "before POST, 4",
        "after POST, 4",
        "before GET, 5",
        "before DELETE, 7",
        "after DELETE, 7",
        "before GET, 8"
    })
    void completesRotationAfterKill(String moment, int request, @TempDir Path folder) throws Exception {
        try (OfflineKeys keys = new OfflineKeys();
                Relay relay = new Relay(keys.server)) {
            String account = keys.account("robot");
            Made old = keys.create(account, RULES);
            Files.writeString(folder.resolve("key"), "ELEVENLABS_API_KEY_PRIMARY=" + old.secret() + "\n");
            CommandProcess command = keys.command(folder)
                    .with("ELEVENLABS_BASE_URL", relay.baseUri().toString());
            String line = "keys rotate --account " + account + " --key " + old.id() + " --file key --quiet-for 0s";
            String[] arguments = line.split(" ", -1);

            kill(relay, moment, request, command, arguments);
            Result again = command.run(arguments);

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.out() + again.err()).doesNotContain("sk_").contains("continuing");
            assertRotationComplete(keys, account, old, folder);
        }
    }

    private static void kill(Relay relay, String moment, int request, CommandProcess command, String... arguments)
            throws IOException {
        AtomicInteger requests = new AtomicInteger();
        CompletableFuture<Process> process = new CompletableFuture<>();
        relay.goesOn = what -> {
            int number = what.startsWith("before") ? requests.incrementAndGet() : requests.get();
            if (number != request || !what.equals(moment)) {
                return true;
            }
            process.join().destroyForcibly();
            return false;
        };
        Path err = Files.createTempFile("parlando-err-", ".txt");
        process.complete(command.start(err, arguments));
        int exitCode = CommandProcess.await(process.join());
        relay.goesOn = what -> true;
        assertThat(exitCode).as(Files.readString(err)).isEqualTo(128 + 9);
        Files.delete(err);
    }

    private static void assertRotationComplete(OfflineKeys keys, String account, Made old, Path folder)
            throws IOException {
        List<JsonNode> left = keys.list(account);
        assertThat(left).hasSize(1);
        JsonNode fresh = left.get(0);
        assertThat(fresh.get("key_id").asText()).isNotEqualTo(old.id());
        assertThat(fresh.get("permissions").toString()).isEqualTo("[\"text_to_speech\",\"voices_read\"]");
        assertThat(fresh.get("character_limit").asLong()).isEqualTo(5000);
        assertThat(fresh.get("allowed_ips").toString()).isEqualTo("[\"127.0.0.0/8\"]");

        List<String> lines = Files.readAllLines(folder.resolve("key"));
        assertThat(lines).contains("ELEVENLABS_API_KEY_PRIMARY=", "ELEVENLABS_KEY_ACTIVE=secondary");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ELEVENLABS_API_KEY_SECONDARY="))
                .singleElement()
                .satisfies(line -> assertThat(OfflineKeys.hash(line.replaceFirst(".*=", "")))
                        .isEqualTo(fresh.get("hashed_xi_api_key").asText()));
        assertThat(CommandProcess.filesIn(folder)).containsExactly("key");
    }
}
