package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the exchanges of an engine without Redis. */
class FleetMemberTest {
    private static final int IN_FLIGHT = 9;

    private final FleetSettings settings = FleetSettings.of(URI.create("redis://localhost:1"), "account");
    private int grants;

    /** Grants permits that go back to the fleet after their use. */
    private List<Long> exchange(List<String> keys, List<String> arguments) {
        return List.of(Long.parseLong(arguments.get(IN_FLIGHT)) + grants, 0L, 0L, 100L, 1L);
    }

    @Test
    void reportsAgainIfPermitWentToLowerPriority() {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT)) {
            governor.snapshot(null); // Creates the group.
            FleetMember member = new FleetMember(
                    "id", "key", settings, governor, new SpentCharacters(), this::exchange, System::nanoTime);
            member.exchange(false);
            for (int i = 0; i < 10; i++) {
                governor.acquireAsync(null, i == 0 ? Priority.PREFETCH : Priority.LIVE, Duration.ofHours(1));
            }
            grants = 1;
            for (int overtakes = 0; overtakes < 8; overtakes++) {
                assertThat(member.exchange(false)).isFalse();
            }

            assertThat(member.exchange(false)).isTrue();
            assertThat(governor.demand().get(0).queued()).containsEntry(Priority.LIVE, 1);
            assertThat(member.exchange(false)).isFalse();
        }
    }
}
