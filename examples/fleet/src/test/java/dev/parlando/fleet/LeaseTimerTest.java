package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the end of leases in virtual time, without exchanges that would end them. */
class LeaseTimerTest {
    private final VirtualTime time = new VirtualTime();
    private final FleetSettings settings = FleetSettings.of(URI.create("redis://localhost:1"), "account");
    private final long usedNanos = settings.lease().minus(settings.timeout()).toNanos();
    private final SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
    private final FleetMember member = new FleetMember(
            "id", "key", settings, governor, new SpentCharacters(), (keys, arguments) -> List.of(), time::nowNanos);
    private int delays;
    private final LeaseTimer timer = new LeaseTimer(member, (task, nanos) -> {
        delays++;
        time.in(nanos, task);
    });

    @AfterEach
    void closeGovernor() {
        governor.close();
    }

    private void exchange() {
        member.exchange(false);
        timer.start();
    }

    @Test
    void endsLeaseInTime() {
        timer.start();
        assertThat(delays).isZero();
        exchange();
        time.pass(usedNanos - 1);
        assertThat(member.isLeased()).isTrue();
        time.pass(1);
        assertThat(member.isLeased()).isFalse();
    }

    @Test
    void followsRenewedLease() {
        exchange();
        for (int i = 0; i < 10; i++) {
            time.pass(usedNanos / 2);
            exchange();
        }
        time.pass(usedNanos - 1);
        assertThat(member.isLeased()).isTrue();
        time.pass(1);
        assertThat(member.isLeased()).isFalse();
        int before = delays;
        time.pass(10 * usedNanos);
        assertThat(delays).isEqualTo(before);
    }

    @Test
    void startsAgainWithNextLease() {
        exchange();
        time.pass(usedNanos);
        exchange();
        time.pass(usedNanos - 1);
        assertThat(member.isLeased()).isTrue();
        time.pass(1);
        assertThat(member.isLeased()).isFalse();
    }
}
