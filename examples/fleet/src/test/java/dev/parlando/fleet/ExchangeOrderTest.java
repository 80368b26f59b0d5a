package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the order of exchanges in virtual time. */
class ExchangeOrderTest {
    private static final List<Long> SHARE_OF_THREE = List.of(3L, 1L, 0L, 3L, 1L);

    private final FleetSettings settings = FleetSettings.of(URI.create("redis://localhost:1"), "account")
            .withLease(Duration.ofSeconds(2))
            .withTimeout(Duration.ofMillis(250));
    private final SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
    private final FleetMember member = new FleetMember(
            "id",
            "key",
            settings,
            governor,
            new SpentCharacters(),
            (keys, arguments) -> SHARE_OF_THREE,
            System::nanoTime);
    private final ExchangeOrder order = new ExchangeOrder(member);

    @AfterEach
    void closeGovernor() {
        governor.close();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void isDueUntilExchangeStarts() {
        assertThat(order.isDue()).isFalse();
        order.onChanged();
        assertThat(order.isDue()).isTrue();
        assertThat(order.start()).isFalse();
        assertThat(order.isDue()).isFalse();
    }

    @Test
    void reportsRequestOfFleetOnce() {
        order.onAsked();
        assertThat(order.isDue()).isTrue();
        assertThat(order.start()).isTrue();
        assertThat(order.start()).isFalse();
    }

    @Test
    void keepsRequestsThatArriveDuringExchange() {
        order.start();
        order.onAsked();
        order.afterSuccess();
        assertThat(order.isDue()).isTrue();
    }

    @Test
    void pausesAfterFailuresInSpiteOfRequests() {
        assertThat(order.afterFailure()).isEqualTo(millis(50));
        order.onChanged();
        order.onAsked();
        assertThat(order.isDue()).isFalse();
        assertThat(order.afterFailure()).isEqualTo(millis(100));
        for (int failures = 0; failures < 10; failures++) {
            order.afterFailure();
        }
        assertThat(order.afterFailure()).isEqualTo(millis(1_000));
    }

    @Test
    void startsAgainWithShortPause() {
        order.afterFailure();
        order.afterFailure();
        order.onChanged();
        order.afterSuccess();
        assertThat(order.isDue()).isTrue();
        assertThat(order.afterFailure()).isEqualTo(millis(50));
    }

    @Test
    void repeatsAtMostFourTimesUntilNextStart() {
        order.start();
        assertThat(repeats()).isEqualTo(4);
        order.start();
        assertThat(order.tryRepeat(false)).isFalse();
        assertThat(repeats()).isEqualTo(4);
    }

    @Test
    void continuesSoonAfterLastRepetition() {
        order.start();
        order.tryRepeat(true);
        order.tryRepeat(false);
        assertThat(order.afterSuccess()).isEqualTo(settings.lease().toNanos() / 3);
        order.start();
        repeats();
        assertThat(order.afterSuccess()).isEqualTo(millis(50));
    }

    private int repeats() {
        int repeats = 0;
        while (order.tryRepeat(true)) {
            repeats++;
        }
        return repeats;
    }
}
