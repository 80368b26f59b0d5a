package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests of the membership through the public API, with a real server. */
@Tag("fleet")
class FleetTest {
    private static final String SECRET = "correct-horse";
    private static RedisServer redis;

    @BeforeAll
    static void startServer() {
        redis = RedisServer.start("--requirepass", SECRET);
    }

    @AfterAll
    static void stopServer() {
        redis.close();
    }

    private final SharedGovernor first = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
    private final SharedGovernor second = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);

    @AfterEach
    void closeGovernors() {
        first.close();
        second.close();
    }

    private static FleetSettings settings(String account) {
        return FleetSettings.of(redis.uri(), account).withLogin(() -> new RedisLogin(null, SECRET));
    }

    @Test
    void sharesMaximumThatOneEngineLearns() throws Exception {
        try (Fleet one = Fleet.join(settings("maximum"), first);
                Fleet other = Fleet.join(settings("maximum"), second)) {
            Permit permit = acquire(first).get(30, TimeUnit.SECONDS);
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[5];
            for (int i = 0; i < 5; i++) {
                waiting[i] = acquire(second);
            }
            assertThat(waiting[1]).isNotDone(); // Two requests run at most until the limit is known.
            permit.onResponse(1, 6, null);

            CompletableFuture.allOf(waiting).get(30, TimeUnit.SECONDS);
            assertThat(one.isLeased()).isTrue();
            assertThat(other.figures().groups().get(0).limit()).isEqualTo(6);
        }
    }

    @Test
    void movesIdlePermitsToEngineThatNeedsThem() throws Exception {
        FleetSettings settings = settings("idle").withInitialLimit(8);
        try (Fleet one = Fleet.join(settings, first);
                Fleet other = Fleet.join(settings, second)) {
            acquire(first).get(30, TimeUnit.SECONDS).close();
            CompletableFuture<?>[] all = new CompletableFuture<?>[8];
            for (int i = 0; i < 8; i++) {
                all[i] = acquire(second);
            }

            CompletableFuture.allOf(all).get(30, TimeUnit.SECONDS);
            assertThat(second.demand().get(0).inFlight()).isEqualTo(8);
            assertThat(one.isLeased()).isEqualTo(other.isLeased()).isTrue();
        }
    }

    @Test
    void reportsFigures() throws Exception {
        FleetSettings settings = settings("figures").withInitialLimit(1).withName("machine");
        try (Fleet fleet = Fleet.join(settings, first)) {
            ((SpentCharacters) fleet.listener()).add("standard", "fingerprint", 40);
            acquire(first).get(30, TimeUnit.SECONDS);
            first.acquireAsync(null, Priority.PREFETCH, Duration.ofMinutes(1));
            FleetFigures.Group group = awaitBothRequests(fleet);

            assertThat(group.modelGroup()).isEqualTo("standard");
            assertThat(group.limit()).isZero();
            assertThat(group.withheld()).isZero();
            assertThat(group.refusals()).isZero();
            assertThat(group.inFlight()).isEqualTo(1);
            assertThat(group.characters()).isEqualTo(Map.of("fingerprint", 40L));
            FleetFigures.Engine engine = group.engines().get(0);
            assertThat(engine.name()).isEqualTo("machine");
            assertThat(engine.share()).isEqualTo(1);
            assertThat(engine.queued()).isEqualTo(Map.of(Priority.LIVE, 0, Priority.NORMAL, 0, Priority.PREFETCH, 1));
            assertThat(engine.leaseLeft()).isBetween(Duration.ZERO, settings.lease());
        }
        assertThat(FleetFigures.read(settings).groups().get(0).characters()).isEqualTo(Map.of("fingerprint", 40L));
    }

    private static FleetFigures.Group awaitBothRequests(Fleet fleet) throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            List<FleetFigures.Group> groups = fleet.figures().groups();
            if (groups.stream().anyMatch(group -> group.inFlight() == 1 && group.queued() == 1)) {
                return groups.get(0);
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the two requests were not reported");
    }

    @Test
    void returnsShareWhenItLeaves() throws Exception {
        FleetSettings settings = settings("leaving").withInitialLimit(3);
        Fleet leaving = Fleet.join(settings, first);
        acquire(first).get(30, TimeUnit.SECONDS).close();
        leaving.close();
        leaving.close();
        assertThat(leaving.isLeased()).isFalse();
        assertThat(FleetFigures.read(settings).groups().get(0).engines()).isEmpty();
        assertThat(first.snapshot(null).limit()).isEqualTo(3);
    }

    @Test
    void keepsSecretOutOfErrors() {
        FleetSettings wrong =
                FleetSettings.of(redis.uri(), "account").withLogin(() -> new RedisLogin("someone", "battery-staple"));

        assertThatThrownBy(() -> FleetFigures.read(wrong))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(redis.uri().toString())
                .hasMessageNotContaining("battery-staple");
        assertThat(settings("account").toString()).doesNotContain(SECRET);
        assertThat(new RedisLogin("user", SECRET).toString()).doesNotContain(SECRET);
    }

    @Test
    void needsAccountOrKey() {
        FleetSettings unnamed = FleetSettings.of(redis.uri());

        assertThatThrownBy(() -> Fleet.join(unnamed, first))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("fleet.account");
    }

    @Test
    void refusesGovernorThatIsOff() {
        try (SharedGovernor off = SpeechEngine.createGovernor(GovernorSettings.OFF)) {
            assertThatThrownBy(() -> Fleet.join(settings("off"), off)).isInstanceOf(InvalidRequestException.class);
        }
    }

    private static CompletableFuture<Permit> acquire(SharedGovernor governor) {
        return governor.acquireAsync(null, Priority.NORMAL, Duration.ofMinutes(1));
    }
}
