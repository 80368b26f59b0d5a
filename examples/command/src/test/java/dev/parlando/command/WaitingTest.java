package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.CommandProcess.Result;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.ServiceLimits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the messages that a user sees while the service is at capacity. */
class WaitingTest {
    /** Refuses every second request. */
    private static final ServiceLimits BUSY = ServiceLimits.DEFAULT.withInjectedRefusals(2, 0, 0);

    @Test
    void printsNoticeWhileWaitingAndThenSpeaks(@TempDir Path folder) throws IOException {
        try (OfflineVoiceServer server =
                OfflineVoiceServer.builder().limits(BUSY).start()) {
            Result first = say(server, folder);
            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.err()).doesNotContain("no room");

            Result second = say(server, folder);
            assertThat(second.exitCode()).as(second.err()).isZero();
            assertThat(second.err()).contains("the service has no room right now (system_busy); waiting");
            assertThat(second.json().get("attempts").asInt()).isEqualTo(2);
            assertThat(second.json().get("permit_wait_ms").asDouble()).isGreaterThan(100);
            assertThat(second.json().get("status").asText()).isEqualTo("ok");
        }
    }

    @Test
    void waitsForCapacityWhenListingVoices(@TempDir Path folder) throws IOException {
        try (OfflineVoiceServer server =
                OfflineVoiceServer.builder().limits(BUSY).start()) {
            CommandProcess command = command(server, folder);
            assertThat(command.run("voices").err()).isEmpty();
            Result second = command.run("voices");
            assertThat(second.exitCode()).as(second.err()).isZero();
            assertThat(second.err()).contains("the service has no room right now (system_busy); waiting");
            assertThat(second.out()).contains(OfflineVoiceServer.STANDARD_VOICE_ID);
        }
    }

    private static Result say(OfflineVoiceServer server, Path folder) throws IOException {
        return command(server, folder)
                .run("say", "Hello", "--voice", OfflineVoiceServer.STANDARD_VOICE_ID, "--device", "none", "--json");
    }

    private static CommandProcess command(OfflineVoiceServer server, Path folder) {
        return CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", server.apiKey())
                .with("ELEVENLABS_BASE_URL", server.baseUri().toString());
    }
}
