package dev.parlando.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Engines of one account in virtual time, with their real governors and the real script on a real server. The clock of the
 * script and its messages are replaced by keys that the test sets and reads.
 */
final class SimulatedFleet implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(900);
    private static final int MAX_LOSSES = 2;
    private static final int MAX_ROUNDS = 500;
    private static final String CLOCK = "clock";
    private static final String ASKED = "asked";
    private static final String ACCOUNT = "parlando:fleet:{test}";
    private static final FleetScript SCRIPT = FleetScript.of(FleetScript.EXCHANGE
            .text()
            .replace("redis.call('TIME')", "redis.call('LRANGE', '" + CLOCK + "', 0, 1)")
            .replace(
                    "redis.call('PUBLISH', KEYS[1] .. ':' .. other, '')",
                    "redis.call('SADD', '" + ASKED + "', other)"));

    final List<Engine> engines = new ArrayList<>();
    private final List<Engine> dead = new ArrayList<>();
    private final FleetSettings settings;
    private final RedisLink link;
    private final Random random;
    private final RedisServer server;
    private long nowMillis = 1_000_000;
    private int created;
    /** Probability that the reply of an exchange, or the exchange itself, is lost. */
    double lossRate;

    SimulatedFleet(RedisServer server, int limit, Random random) {
        this.server = server;
        this.random = random;
        this.settings = FleetSettings.of(server.uri(), "test")
                .withTimeout(Duration.ofMillis(300))
                .withLease(LEASE)
                .withInitialLimit(limit);
        this.link = new RedisLink(settings.withTimeout(Duration.ofMillis(300)));
        server.call(Command.FLUSHALL);
        pass(0);
    }

    Engine join() {
        Engine engine = new Engine("engine-" + created++);
        engines.add(engine);
        engine.losses = MAX_LOSSES; // An engine without its first exchange has no share to keep to.
        engine.exchange(false);
        return engine;
    }

    /** Ends an engine as a crash does. Its requests count until its lease has ended. */
    void kill(Engine engine) {
        engines.remove(engine);
        dead.add(engine);
    }

    /** Advances the time and makes the exchanges that are due. */
    void pass(long millis) {
        nowMillis += millis;
        server.call(Command.DEL, CLOCK);
        server.call(Command.RPUSH, CLOCK, Long.toString(nowMillis / 1_000), Long.toString(nowMillis % 1_000 * 1_000));
        dead.removeIf(engine -> {
            boolean over = nowMillis - engine.reportedMillis >= LEASE.toMillis();
            if (over) {
                engine.close();
            }
            return over;
        });
        List.copyOf(engines).stream()
                .filter(engine -> nowMillis >= engine.nextMillis)
                .forEach(engine -> engine.exchange(false));
    }

    /** Makes exchanges until no engine has a reason for one. */
    void settle() {
        boolean busy = true;
        for (int round = 0; busy; round++) {
            if (round > MAX_ROUNDS) {
                throw new AssertionError("the exchanges do not end");
            }
            busy = false;
            for (Engine engine : List.copyOf(engines)) {
                boolean asked = takeAsked(engine);
                if (asked || engine.changed) {
                    busy = true;
                    engine.exchange(asked);
                }
            }
        }
    }

    /** Makes one exchange of an engine that has a reason for it, if the engine has one. */
    void settleOne(Engine engine) {
        boolean asked = takeAsked(engine);
        if (asked || engine.changed) {
            engine.exchange(asked);
        }
    }

    private boolean takeAsked(Engine engine) {
        return Long.valueOf(1).equals(server.call(Command.SREM, ASKED, engine.id));
    }

    /** Returns the permits that all engines hold or could grant by themselves. */
    int held() {
        return everyEngine().mapToInt(Engine::held).sum();
    }

    int inFlight() {
        return everyEngine().mapToInt(Engine::inFlight).sum();
    }

    int queued() {
        return engines.stream().mapToInt(Engine::queued).sum();
    }

    private Stream<Engine> everyEngine() {
        return Stream.concat(engines.stream(), dead.stream());
    }

    @Override
    public void close() {
        everyEngine().toList().forEach(Engine::close);
        link.close();
    }

    /** One engine: a governor, its membership and its requests. */
    final class Engine {
        final String id;
        final SharedGovernor governor =
                SpeechEngine.createGovernor(GovernorSettings.DEFAULT.withMaxWait(Duration.ofHours(1)));
        final SpentCharacters spent = new SpentCharacters();
        private final FleetMember member;
        private final List<CompletableFuture<Permit>> requests = new ArrayList<>();
        int served;
        private boolean changed;
        private long nextMillis;
        private long reportedMillis;
        private int losses;

        Engine(String id) {
            this.id = id;
            this.member =
                    new FleetMember(id, ACCOUNT, settings, governor, spent, this::run, () -> nowMillis * 1_000_000);
        }

        private List<Long> run(List<String> keys, List<String> arguments) {
            boolean mayLose = losses < MAX_LOSSES;
            if (mayLose && random.nextDouble() < lossRate / 2) {
                losses++;
                throw new JedisException("lost by the test, before it ran");
            }
            List<Long> reply = ((List<?>) link.run(SCRIPT, keys, arguments))
                    .stream().map(Long.class::cast).toList();
            reportedMillis = nowMillis;
            if (mayLose && random.nextDouble() < lossRate / 2) {
                losses++;
                throw new JedisException("lost by the test, after it ran");
            }
            losses = 0;
            return reply;
        }

        void exchange(boolean asked) {
            changed = false;
            try {
                changed = member.exchange(asked);
                nextMillis = nowMillis + member.nextExchangeNanos() / 1_000_000;
            } catch (JedisException lost) {
                nextMillis = nowMillis + 50;
            }
        }

        void submit(Priority priority) {
            requests.add(governor.acquireAsync(null, priority, Duration.ofHours(1)));
            changed |= queued() > 0;
        }

        /** Ends the request that has run longest, if there is one. */
        void finishOne() {
            if (inFlight() == 0) {
                return;
            }
            int index = -1;
            while (index < 0) { // Another thread hands over the permits.
                index = IntStream.range(0, requests.size())
                        .filter(each -> requests.get(each).isDone())
                        .findFirst()
                        .orElse(-1);
                Thread.onSpinWait();
            }
            requests.remove(index).join().close();
            served++;
            changed |= member.wantsExchangeAfterReturn("standard") || queued() > 0;
        }

        private @Nullable GroupDemand demand() {
            List<GroupDemand> demand = governor.demand();
            return demand.isEmpty() ? null : demand.get(0);
        }

        int inFlight() {
            GroupDemand now = demand();
            return now == null ? 0 : now.inFlight();
        }

        int queued() {
            GroupDemand now = demand();
            return now == null ? 0 : now.queuedInTotal();
        }

        int held() {
            GroupDemand now = demand();
            return now == null ? 0 : Math.max(now.limit(), now.inFlight());
        }

        boolean isLeased() {
            return member.isLeased();
        }

        void endLeaseIfDue() {
            member.endLeaseIfDue();
        }

        void close() {
            governor.close();
        }
    }
}
