package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.Governor;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the exchanges of an engine without Redis. */
class FleetMemberTest {
    private static final int LAST_SHARE = 8;
    private static final int IN_FLIGHT = 9;
    private static final int LIVE = 10;
    private static final int MAXIMUM = 14;
    private static final int CHARACTERS = 16;

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

    private final List<List<String>> reports = new ArrayList<>();
    private long nowNanos;

    private FleetMember member(Governor governor, FleetMember.Exchange script) {
        return new FleetMember("id", "key", settings, governor, new SpentCharacters(), script, () -> nowNanos);
    }

    private List<Long> record(List<String> keys, List<String> arguments) {
        reports.add(arguments);
        return List.of(5L, 1L, 0L, 5L, 1L);
    }

    private String lastReport(int index) {
        return reports.get(reports.size() - 1).get(index);
    }

    @Test
    void asksForNothingWhilePaused() {
        long pauseNanos = TimeUnit.MILLISECONDS.toNanos(70);
        List<GroupDemand> demand = new ArrayList<>(
                List.of(new GroupDemand("standard", 1, 9, 1, Map.of(Priority.LIVE, 3), pauseNanos, null, 0, 0)));
        Governor governor = (Governor) Proxy.newProxyInstance(
                Governor.class.getClassLoader(),
                new Class<?>[] {Governor.class},
                (proxy, method, arguments) -> method.getName().equals("demand") ? demand : null);
        FleetMember member = member(governor, this::record);
        member.exchange(false);

        assertThat(lastReport(LIVE)).isEqualTo("0");
        assertThat(member.nextExchangeNanos()).isEqualTo(pauseNanos);

        demand.set(0, new GroupDemand("standard", 1, 9, 1, Map.of(Priority.LIVE, 3), 0, null, 0, 0));
        member.exchange(false);

        assertThat(lastReport(LIVE)).isEqualTo("3");
        assertThat(member.nextExchangeNanos()).isEqualTo(settings.lease().toNanos() / 3);
    }

    @Test
    void reportsKnownMaximumAsOld() throws Exception {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT)) {
            FleetMember member = member(governor, this::record);
            Permit permit = governor.acquire(null, Priority.LIVE, Duration.ZERO);
            permit.onResponse(1, 7, null);
            member.exchange(false);
            assertThat(lastReport(MAXIMUM)).isEqualTo("7");
            member.exchange(false);
            assertThat(lastReport(MAXIMUM)).isEqualTo("-7");
        }
    }

    @Test
    void distinguishesNoShareFromNewGroup() {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT)) {
            FleetMember member = member(governor, (keys, arguments) -> {
                record(keys, arguments);
                return keys.size() == 1 ? List.of() : List.of(0L, 1L, 0L, 5L, 1L);
            });
            member.exchange(false);
            governor.snapshot(null); // Creates the group.
            member.exchange(false);
            assertThat(lastReport(LAST_SHARE)).isEqualTo("-1");
            member.exchange(false);
            assertThat(lastReport(LAST_SHARE)).isEqualTo("0");
        }
    }

    @Test
    void confirmsOnlyCharactersOfReport() {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT)) {
            governor.snapshot(null); // Creates the group.
            SpentCharacters spent = new SpentCharacters();
            FleetMember.Exchange script = (keys, arguments) -> {
                spent.add("standard", "print", 7);
                return record(keys, arguments);
            };
            FleetMember member = new FleetMember("id", "key", settings, governor, spent, script, () -> nowNanos);
            spent.add("standard", "print", 5);
            member.exchange(false);
            assertThat(lastReport(CHARACTERS)).isEqualTo("print:0:5");
            member.exchange(false);
            assertThat(lastReport(CHARACTERS)).isEqualTo("print:5:12");
        }
    }

    @Test
    void ignoresReplyAfterItsLease() {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT)) {
            governor.snapshot(null); // Creates the group.
            long delayNanos = settings.lease().minus(settings.timeout()).toNanos();
            FleetMember member = member(governor, (keys, arguments) -> {
                nowNanos += delayNanos - reports.size();
                return record(keys, arguments);
            });
            assertThat(member.exchange(false)).isTrue();
            assertThat(member.isLeased()).isFalse();

            assertThat(member.exchange(false)).isFalse();
            assertThat(member.isLeased()).isTrue();
        }
    }
}
