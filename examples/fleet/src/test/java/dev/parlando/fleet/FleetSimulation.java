package dev.parlando.fleet;

import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulation of many engines with one limit, in virtual time: real governors and the real script on a real server. More
 * requests than the limit always wait, some engines join, crash or leave, and now and then one engine gets a burst.
 *
 * <p>An utterance holds its permit for 0.5 to 2.5 s. One of ten is live, three are prefetched. A crashed engine's
 * requests end with its connections.
 */
final class FleetSimulation implements AutoCloseable {
    private static final int CALLERS_PER_SLOT = 4;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_UTTERANCE_NANOS = 500 * MILLI;
    private static final int UTTERANCE_RANGE_MILLIS = 2_000;
    private static final int MOST_PAUSE_MILLIS = 50;
    private static final long BURST_PERIOD_NANOS = 2 * SECOND;
    private static final long CHURN_PERIOD_NANOS = SECOND;

    private final int engineCount;
    private final int limit;
    private final FleetSettings settings;
    private final VirtualTime time = new VirtualTime();
    private final QueueingRedis redis;
    private final Random random = new Random(1);
    private final List<VirtualEngine> engines = new ArrayList<>();
    private final Map<String, VirtualEngine> reachable = new HashMap<>();
    private final Set<Utterance> active = new LinkedHashSet<>();
    private int created;
    private int lostByGoneEngines;
    private boolean stopped;
    final SimulationFigures figures;

    /** Creates engines that join within a second; see {@link QueueingRedis} for the time of a call. */
    FleetSimulation(RedisServer server, int engineCount, int limit, long callMicros) {
        this.engineCount = engineCount;
        this.limit = limit;
        this.settings = FleetSettings.of(server.uri(), "test").withInitialLimit(limit);
        this.redis = new QueueingRedis(server, settings, time, callMicros, this::onAsked);
        this.figures = new SimulationFigures(limit, time.nowNanos());
        for (int i = 0; i < engineCount; i++) {
            time.in(random.nextInt(1_000) * MILLI, this::join);
        }
        time.pass(SECOND);
    }

    private void onAsked(String id) {
        VirtualEngine engine = reachable.get(id);
        if (engine != null) {
            engine.onAsked();
        }
    }

    private void join() {
        VirtualEngine engine = new VirtualEngine("engine-" + created++, settings, time, redis);
        engines.add(engine);
        reachable.put(engine.id, engine);
    }

    /** Runs the load for some virtual seconds after a warm-up; returns a row of a table. */
    String run(int warmUpSeconds, int seconds) {
        for (int i = 0; i < CALLERS_PER_SLOT * limit; i++) {
            time.in(random.nextInt(1_000) * MILLI, this::speak);
        }
        time.in(BURST_PERIOD_NANOS, this::burst);
        time.in(CHURN_PERIOD_NANOS, this::replaceEngine);
        time.pass(warmUpSeconds * SECOND);
        figures.reset(time.nowNanos());
        long callsBefore = redis.calls;
        double cpuBefore = redis.readCpuSeconds();
        int lostBefore = lostExchanges();
        time.pass(seconds * SECOND);
        return figures.row(
                engineCount,
                redis.calls - callsBefore,
                seconds,
                redis.readCpuSeconds() - cpuBefore,
                lostExchanges() - lostBefore);
    }

    /** Submits nothing more, and returns the number of requests that still wait after some time. */
    int drain(int seconds) {
        stopped = true;
        time.pass(seconds * SECOND);
        redis.checkCounters();
        return figures.waiting();
    }

    private int lostExchanges() {
        return lostByGoneEngines
                + engines.stream().mapToInt(engine -> engine.lostExchanges).sum();
    }

    private void speak() {
        if (!stopped) {
            new Utterance(anyEngine(), true).submit();
        }
    }

    private void burst() {
        VirtualEngine engine = anyEngine();
        for (int i = 0; i < limit / 4 && !stopped; i++) {
            new Utterance(engine, false).submit();
        }
        time.in(BURST_PERIOD_NANOS, this::burst);
    }

    private VirtualEngine anyEngine() {
        return engines.get(random.nextInt(engines.size()));
    }

    /** Lets an engine crash or leave, and another one join. */
    private void replaceEngine() {
        VirtualEngine old = engines.remove(random.nextInt(engines.size()));
        lostByGoneEngines += old.lostExchanges;
        if (random.nextBoolean()) {
            old.close();
            List.copyOf(active).stream().filter(each -> each.engine == old).forEach(Utterance::end);
        } else {
            old.leaveWhenIdle();
        }
        if (!stopped) {
            join();
            time.in(CHURN_PERIOD_NANOS, this::replaceEngine);
        }
    }

    @Override
    public void close() {
        reachable.values().forEach(VirtualEngine::close);
        redis.close();
    }

    /** An utterance, and if it is one of a caller the next one after it. */
    private final class Utterance {
        private final VirtualEngine engine;
        private final boolean repeated;
        private final Priority priority;
        private final long holdNanos = LEAST_UTTERANCE_NANOS + random.nextInt(UTTERANCE_RANGE_MILLIS) * MILLI;
        private final long submittedNanos = time.nowNanos();
        private boolean running;

        private Utterance(VirtualEngine engine, boolean repeated) {
            this.engine = engine;
            this.repeated = repeated;
            int drawn = random.nextInt(10);
            this.priority = drawn == 0 ? Priority.LIVE : drawn < 4 ? Priority.PREFETCH : Priority.NORMAL;
        }

        private void submit() {
            active.add(this);
            figures.onSubmitted(submittedNanos);
            engine.submit(priority, this::onPermit);
        }

        private void onPermit(@Nullable Permit permit) {
            if (permit == null) {
                figures.failed++;
                end();
                return;
            }
            running = true;
            figures.onStarted(priority, submittedNanos, time.nowNanos());
            time.in(holdNanos, () -> {
                if (active.contains(this)) {
                    end();
                    engine.finish(permit);
                }
            });
        }

        /** Ends the utterance, complete or with its engine. */
        private void end() {
            active.remove(this);
            if (running) {
                figures.onEnded(time.nowNanos());
            } else {
                figures.onWithdrawn(time.nowNanos());
            }
            if (repeated) {
                time.in(random.nextInt(MOST_PAUSE_MILLIS) * MILLI, FleetSimulation.this::speak);
            }
        }
    }
}
