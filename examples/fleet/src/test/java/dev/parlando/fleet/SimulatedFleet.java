package dev.parlando.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Engines of one account in virtual time, with their real governors and the real script on a real server.
 */
final class SimulatedFleet implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(900);
    private static final int MAX_LOSSES = 2;
    private static final int MAX_ROUNDS = 500;

    final List<Engine> engines = new ArrayList<>();
    private final List<Engine> dead = new ArrayList<>();
    private final FleetSettings settings;
    private final VirtualTimeScript script;
    private final Set<String> asked = new HashSet<>();
    private final Random random;
    private long nowMillis = 1_000_000;
    private int created;
    /** Probability that the reply of an exchange, or the exchange itself, is lost. */
    double lossRate;

    SimulatedFleet(RedisServer server, int limit, Random random) {
        this.random = random;
        this.settings = FleetSettings.of(server.uri(), "test")
                .withTimeout(Duration.ofMillis(300))
                .withLease(LEASE)
                .withInitialLimit(limit);
        this.script = new VirtualTimeScript(settings);
        server.call(Command.FLUSHALL);
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

    /** Lets an engine without waiting requests leave. Its requests in flight count until its lease would have ended. */
    void leave(Engine engine) {
        engine.leave();
        kill(engine);
    }

    /** Advances the time and makes the exchanges that are due. */
    void pass(long millis) {
        nowMillis += millis;
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
                busy |= settleOne(engine);
            }
        }
    }

    /** Makes an exchange of an engine if the engine has a reason for it; returns whether it had one. */
    boolean settleOne(Engine engine) {
        boolean wasAsked = asked.remove(engine.id);
        if (wasAsked || engine.changed) {
            engine.exchange(wasAsked);
            return true;
        }
        return false;
    }

    /** Returns the ids of the engines that are asked for an exchange and have not made it. */
    Set<String> asked() {
        return asked;
    }

    /** Fails if the counters or the index differ from a count of all engines. */
    void checkCounters() {
        script.checkCounters();
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
        script.close();
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
        private boolean left;

        Engine(String id) {
            this.id = id;
            governor.snapshot(null); // Creates the group.
            this.member = new FleetMember(
                    id, VirtualTimeScript.ACCOUNT, settings, governor, spent, this::run, () -> nowMillis * 1_000_000);
        }

        private List<Long> run(List<String> keys, List<String> arguments) {
            boolean mayLose = losses < MAX_LOSSES;
            if (mayLose && random.nextDouble() < lossRate / 2) {
                losses++;
                throw new JedisException("lost by the test, before it ran");
            }
            VirtualTimeScript.Reply reply = script.run(keys, arguments, nowMillis);
            asked.addAll(reply.asked());
            reportedMillis = nowMillis;
            if (mayLose && random.nextDouble() < lossRate / 2) {
                losses++;
                throw new JedisException("lost by the test, after it ran");
            }
            losses = 0;
            return reply.values();
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

        private GroupDemand demand() {
            return governor.demand().get(0);
        }

        int inFlight() {
            return demand().inFlight();
        }

        int queued() {
            return demand().queuedInTotal();
        }

        int held() {
            GroupDemand now = demand();
            return left ? now.inFlight() : Math.max(now.limit(), now.inFlight());
        }

        private void leave() {
            left = true;
            requests.forEach(request -> request.cancel(false));
            try {
                member.leave();
            } catch (JedisException lost) {
                // Its lease ends by itself.
            }
        }

        void close() {
            governor.close();
        }
    }
}
