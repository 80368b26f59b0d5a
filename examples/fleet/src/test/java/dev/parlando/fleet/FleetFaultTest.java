package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.fault.LogRecorder;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.interop.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Faults of Redis and of engines in the middle of a run with three engines whose requests always wait. */
@Tag("fleet")
class FleetFaultTest {
    private static final int LIMIT = 5;
    private static final Duration LEASE = Duration.ofMillis(900);

    private final RedisServer redis = RedisServer.start();
    private final FleetSettings settings = FleetSettings.of(redis.uri(), "account")
            .withLease(LEASE)
            .withTimeout(Duration.ofMillis(200))
            .withInitialLimit(LIMIT);
    private final LoadedEngine.Account account = new LoadedEngine.Account();
    private final List<LoadedEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(LoadedEngine::close);
        redis.close();
    }

    @Test
    void dividesLimit() {
        startEngines();
        awaitWork();
        awaitWork();

        assertThat(account.takeHighest()).isEqualTo(LIMIT);
    }

    @Test
    void worksOnWithoutRedisAndJoinsAgain() {
        startEngines();
        redis.kill();
        await(() -> engines.stream().noneMatch(engine -> engine.fleet.isLeased()));
        awaitWork();
        // Without headers, nothing lets the shares grow beyond the fair part.
        assertThat(account.takeHighest()).isLessThanOrEqualTo(LIMIT);

        redis.restart();
        awaitLeases();
        await(() -> account.takeHighest() == LIMIT);
        awaitWork();
        assertThat(account.takeHighest()).isEqualTo(LIMIT);
        assertThat(account.failures()).isZero();
    }

    @Test
    void worksOnWhileRedisIsPausedAndJoinsAgain() {
        startEngines();
        redis.pauseProcess();
        await(() -> engines.stream().noneMatch(engine -> engine.fleet.isLeased()));
        awaitWork();

        redis.resumeProcess();
        awaitLeases();
        pass(LEASE);
        account.takeHighest();
        awaitWork();
        assertThat(account.takeHighest()).isEqualTo(LIMIT);
        assertThat(account.failures()).isZero();
    }

    @Test
    void keepsLimitWhenRedisIsEmptied() {
        startEngines();
        for (int i = 0; i < 3; i++) {
            redis.call(Command.FLUSHALL);
            redis.call(Command.SCRIPT, "FLUSH");
            awaitWork();
        }

        assertThat(account.takeHighest()).isEqualTo(LIMIT);
        awaitLeases();
        assertThat(account.failures()).isZero();
    }

    @Test
    void worksOnWhileRedisIsReadOnly() {
        startEngines();
        redis.call(Command.REPLICAOF, "127.0.0.1", "1");
        await(() -> engines.stream().noneMatch(engine -> engine.fleet.isLeased()));
        awaitWork();

        redis.call(Command.REPLICAOF, "NO", "ONE");
        awaitLeases();
        awaitWork();
        assertThat(account.failures()).isZero();
    }

    @Test
    void regainsPermitsOfKilledProcessAfterLease() throws Exception {
        int held = 3;
        try (ServerProcess process = HoldingEngine.start(settings, held)) {
            startEngines();
            awaitWork();
            assertThat(account.takeHighest()).isEqualTo(LIMIT - held);

            process.signal("KILL");
            await(() -> account.takeHighest() == LIMIT);
            awaitWork();
            assertThat(account.takeHighest()).isEqualTo(LIMIT);
            assertThat(account.failures()).isZero();
        }
    }

    @Test
    void endsLeaseWhileLoginBlocks() {
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicBoolean blocks = new AtomicBoolean();
        startEngine(() -> {
            if (blocks.get()) {
                awaitUninterruptibly(blocked);
            }
            return new RedisLogin("default", "any");
        });
        blocks.set(true);
        redis.call(Command.CLIENT, "KILL", "TYPE", "normal");

        await(() -> engines.stream().noneMatch(engine -> engine.fleet.isLeased()));

        blocked.countDown();
        awaitLeases();
    }

    private void startEngine(Supplier<RedisLogin> login) {
        engines.add(new LoadedEngine(settings.withLogin(login), account));
        engines.get(0).speak();
        awaitLeases();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void worksWithRightsOfItsPage() {
        List<String> user = new ArrayList<>(
                List.of("SETUSER", "limited", "on", ">secret", "~parlando:*", "resetchannels", "&parlando:*"));
        Stream.of("eval evalsha subscribe publish time del pexpire hget hset hdel hgetall hincrby zadd zrem zcard"
                        .split(" "))
                .map(command -> "+" + command)
                .forEach(user::add);
        user.addAll(List.of("+zrangebylex", "+sadd", "+smembers"));
        redis.call(Command.ACL, user.toArray(String[]::new));
        try (LogRecorder log = new LogRecorder(ChannelListener.class.getName(), Level.WARNING)) {
            startEngine(() -> new RedisLogin("limited", "secret"));
            awaitWork();

            assertThat(engines.get(0).fleet.figures().groups()).hasSize(1);
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void logsThatMessagesAreRefused() {
        redis.call(Command.ACL, "SETUSER", "mute", "on", ">secret", "~*", "resetchannels", "+@all");
        try (LogRecorder log = new LogRecorder(ChannelListener.class.getName(), Level.WARNING)) {
            startEngine(() -> new RedisLogin("mute", "secret"));
            await(() -> !log.messages().isEmpty());
            awaitWork();

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("NOPERM")
                    .doesNotContain("secret");
        }
    }

    @Test
    void doesNotDependOnRedisAtStart() throws Exception {
        URI nobody = URI.create("redis://127.0.0.1:1");
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
                Fleet fleet = Fleet.join(FleetSettings.of(nobody, "account"), governor)) {
            governor.acquire(null, Priority.LIVE, Duration.ZERO).close();
            assertThat(fleet.isLeased()).isFalse();
        }
    }

    private void startEngines() {
        IntStream.range(0, 3).forEach(i -> engines.add(new LoadedEngine(settings.withName("e" + i), account)));
        awaitLeases();
        engines.forEach(LoadedEngine::speak);
        pass(Duration.ofMillis(200));
    }

    private void awaitLeases() {
        await(() -> engines.stream().allMatch(engine -> engine.fleet.isLeased()));
    }

    /** Waits until each engine has completed some more requests. */
    private void awaitWork() {
        int[] before = engines.stream().mapToInt(LoadedEngine::completed).toArray();
        await(() ->
                IntStream.range(0, before.length).allMatch(i -> engines.get(i).completed() > before[i] + 5));
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadlineNanos).as("deadline").isNegative();
            pass(Duration.ofMillis(10));
        }
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
