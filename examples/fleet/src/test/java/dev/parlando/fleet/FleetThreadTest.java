package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.SharedGovernor;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests the loop of exchanges without Redis. */
class FleetThreadTest {
    private static final List<Long> NO_SHARE = List.of(0L, 0L, 0L, 3L, 1L);

    private final FleetSettings settings = FleetSettings.of(URI.create("redis://localhost:1"), "account");
    private final AtomicReference<FleetThread> loop = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** Gives no share, and then fails as a class path with an older library does. */
    private List<Long> exchange(List<String> keys, List<String> arguments) {
        if (calls.incrementAndGet() > 1) {
            throw new NoClassDefFoundError("missing");
        }
        loop.get().onChanged();
        return NO_SHARE;
    }

    @Test
    void errorEndsShare() {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT)) {
            governor.snapshot(null); // Creates the group.
            FleetMember member = new FleetMember(
                    "id", "key", settings, governor, new SpentCharacters(), this::exchange, System::nanoTime);
            RedisLink link = new RedisLink(settings);
            LeaseTimer timer = new LeaseTimer(member, (task, nanos) -> {});
            loop.set(new FleetThread(member, timer, link, new ChannelListener(link, "channel", message -> {}), "test"));

            assertThatThrownBy(loop.get()::run).isInstanceOf(NoClassDefFoundError.class);

            assertThat(governor.snapshot(null).limit()).isPositive();
            assertThat(governor.snapshot(null).reason()).isNotEqualTo(LimitReason.SHARE);
            assertThat(loop.get().isLeased()).isFalse();
        }
    }
}
