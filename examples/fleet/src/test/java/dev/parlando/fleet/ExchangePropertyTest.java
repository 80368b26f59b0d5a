package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** Properties of the exchange for random engines, demands, deaths and losses, on a real server in virtual time. */
@Tag("fleet")
class ExchangePropertyTest {
    private static final int STEPS = 250;
    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("fleet.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverExceedsLimitAndServesEveryRequest(long seed) {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(12);
        try (SimulatedFleet fleet = new SimulatedFleet(server, limit, random)) {
            fleet.lossRate = 0.1;
            IntStream.range(0, 2 + random.nextInt(5)).forEach(i -> fleet.join());
            for (int step = 0; step < STEPS; step++) {
                act(fleet, random);
                assertThat(fleet.held()).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(limit);
                fleet.checkCounters();
            }
            fleet.lossRate = 0;
            drain(fleet, limit, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverExceedsLimitWhenRedisIsEmptied(long seed) {
        Random random = new Random(-seed);
        int limit = 1 + random.nextInt(12);
        try (SimulatedFleet fleet = new SimulatedFleet(server, limit, random)) {
            IntStream.range(0, 3 + random.nextInt(5)).forEach(i -> fleet.join());
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(30) == 0) {
                    server.call(Command.FLUSHALL);
                }
                actWithoutChange(fleet, random);
                assertThat(fleet.held()).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(limit);
                fleet.checkCounters();
            }
            drain(fleet, limit, seed);
        }
    }

    private static void actWithoutChange(SimulatedFleet fleet, Random random) {
        SimulatedFleet.Engine engine = fleet.engines.get(random.nextInt(fleet.engines.size()));
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3, 4, 5 -> engine.submit(Priority.values()[random.nextInt(3)]);
            case 6, 7, 8, 9 -> engine.finishOne();
            case 10, 11, 12 -> fleet.pass(random.nextInt(60));
            default -> fleet.settleOne(engine);
        }
    }

    private static void act(SimulatedFleet fleet, Random random) {
        SimulatedFleet.Engine engine = fleet.engines.get(random.nextInt(fleet.engines.size()));
        switch (random.nextInt(20)) {
            case 0 -> {
                if (fleet.engines.size() > 2 && random.nextBoolean()) {
                    fleet.kill(engine);
                } else if (fleet.engines.size() > 2) {
                    fleet.leave(engine);
                }
            }
            case 1 -> {
                if (fleet.engines.size() < 8) {
                    fleet.join();
                }
            }
            default -> actWithoutChange(fleet, random);
        }
    }

    private static void drain(SimulatedFleet fleet, int limit, long seed) {
        for (int i = 0; i < 10; i++) { // The leases of the dead engines end.
            fleet.pass(SimulatedFleet.LEASE.toMillis() / 9);
        }
        for (int round = 0; fleet.queued() > 0; round++) {
            fleet.pass(200);
            fleet.settle();
            assertThat(fleet.held()).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(limit);
            if (fleet.queued() > 0) {
                assertThat(fleet.inFlight())
                        .as("use, seed %d, round %d", seed, round)
                        .isEqualTo(limit);
            }
            fleet.engines.forEach(SimulatedFleet.Engine::finishOne);
            assertThat(round).as("rounds, seed %d", seed).isLessThan(STEPS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void servesEnginesEquallyEvenIfLimitIsSmaller(int limit) {
        try (SimulatedFleet fleet = new SimulatedFleet(server, limit, new Random(limit))) {
            IntStream.range(0, 6).forEach(i -> fleet.join());
            fleet.engines.forEach(engine -> IntStream.range(0, 60).forEach(i -> engine.submit(Priority.NORMAL)));
            Deque<SimulatedFleet.Engine> running = new ArrayDeque<>(); // All requests last equally long.
            for (int ended = -20; ended < 120; ended++) {
                if (ended == 0) { // The first engine had all permits before the others asked for some.
                    fleet.engines.forEach(engine -> engine.served = 0);
                }
                fleet.settle();
                assertThat(fleet.inFlight()).isEqualTo(limit);
                fleet.engines.forEach(engine -> addStarted(engine, running));
                running.remove().finishOne();
            }
            assertThat(fleet.engines)
                    .allSatisfy(engine -> assertThat(engine.served).isBetween(120 / 6 - 2, 120 / 6 + 2));
        }
    }

    private static void addStarted(SimulatedFleet.Engine engine, Deque<SimulatedFleet.Engine> running) {
        long known = running.stream().filter(each -> each == engine).count();
        for (long i = known; i < engine.inFlight(); i++) {
            running.add(engine);
        }
    }

    @Test
    void grantsHigherPrioritiesFirstOnAllMachines() {
        try (SimulatedFleet fleet = new SimulatedFleet(server, 2, new Random(1))) {
            var prefetching = fleet.join();
            var speaking = fleet.join();
            IntStream.range(0, 20).forEach(i -> prefetching.submit(Priority.PREFETCH));
            fleet.settle();
            assertThat(prefetching.inFlight()).isEqualTo(2);
            IntStream.range(0, 5).forEach(i -> speaking.submit(Priority.LIVE));
            fleet.settle();

            prefetching.finishOne();
            fleet.settle();
            prefetching.finishOne();
            fleet.settle();
            assertThat(speaking.inFlight()).isEqualTo(2);
            for (int i = 0; i < 3; i++) {
                speaking.finishOne();
                fleet.settle();
                assertThat(speaking.inFlight()).isEqualTo(2);
            }
            speaking.finishOne();
            fleet.settle();
            assertThat(prefetching.inFlight()).isEqualTo(1);
        }
    }

    @Test
    void keepsSharesWarmWhileNoRequestWaits() {
        try (SimulatedFleet fleet = new SimulatedFleet(server, 30, new Random(1))) {
            IntStream.range(0, 4).forEach(i -> fleet.join());
            fleet.engines.forEach(engine -> engine.submit(Priority.NORMAL));
            fleet.settle();
            IntStream.range(0, 4).forEach(i -> fleet.pass(300));

            assertThat(fleet.engines)
                    .allSatisfy(engine -> assertThat(engine.held()).isBetween(7, 8));
        }
    }

    @Test
    void asksOneHolderForEachWaitingRequest() {
        try (SimulatedFleet fleet = new SimulatedFleet(server, 12, new Random(1))) {
            IntStream.range(0, 6).forEach(i -> fleet.join());
            fleet.engines.forEach(engine -> engine.submit(Priority.NORMAL));
            fleet.settle();
            IntStream.range(0, 4).forEach(i -> fleet.pass(300));
            var needing = fleet.engines.get(3);
            IntStream.range(0, 3).forEach(i -> needing.submit(Priority.NORMAL));
            fleet.settleOne(needing);
            assertThat(fleet.asked()).hasSize(2);

            needing.submit(Priority.NORMAL); // The two engines have not answered yet.
            fleet.settleOne(needing);
            assertThat(fleet.asked()).hasSize(3);
        }
    }

    @Test
    void grantsIdlePermitsOfLeavingEngine() {
        try (SimulatedFleet fleet = new SimulatedFleet(server, 8, new Random(1))) {
            var leaving = fleet.join();
            var staying = fleet.join();
            leaving.submit(Priority.NORMAL);
            fleet.pass(400);
            IntStream.range(0, 9).forEach(i -> staying.submit(Priority.NORMAL));
            assertThat(leaving.held()).isGreaterThan(1);
            fleet.leave(leaving);
            fleet.settle();
            assertThat(staying.inFlight()).isEqualTo(7);
        }
    }

    @Test
    void countsAgainIfRedisLosesOneKey() {
        try (SimulatedFleet fleet = new SimulatedFleet(server, 5, new Random(1))) {
            IntStream.range(0, 4).forEach(i -> fleet.join());
            fleet.engines.forEach(engine -> IntStream.range(0, 10).forEach(i -> engine.submit(Priority.LIVE)));
            for (String key : List.of(VirtualTimeScript.INDEX, VirtualTimeScript.GROUP)) {
                for (int i = 0; i < 3; i++) { // Divides the permits among the engines.
                    fleet.settle();
                    fleet.engines.forEach(SimulatedFleet.Engine::finishOne);
                }
                fleet.settle();
                server.call(Command.DEL, key);
                for (int i = 0; i < 4; i++) {
                    fleet.pass(SimulatedFleet.LEASE.toMillis() / 3);
                    fleet.checkCounters();
                    assertThat(fleet.held()).isLessThanOrEqualTo(5);
                }
                fleet.settle();
                assertThat(fleet.inFlight()).isEqualTo(5);
            }
        }
    }

    @Test
    void servesLowerPriorityAfterEightOvertakes() {
        try (SimulatedFleet fleet = new SimulatedFleet(server, 1, new Random(1))) {
            var speaking = fleet.join();
            var prefetching = fleet.join();
            IntStream.range(0, 20).forEach(i -> speaking.submit(Priority.LIVE));
            fleet.settle();
            prefetching.submit(Priority.PREFETCH);
            fleet.settle();
            for (int overtaken = 0; prefetching.inFlight() == 0; overtaken++) {
                assertThat(overtaken).isLessThanOrEqualTo(9);
                speaking.finishOne();
                fleet.settle();
            }
            assertThat(speaking.served).isEqualTo(9);
        }
    }
}
