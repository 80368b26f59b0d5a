package dev.parlando.internal.limiter;

import dev.parlando.governor.Governor;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.Events;
import dev.parlando.network.RetryPolicy;
import dev.parlando.voice.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Is the governor of one engine: a {@link Gate} for each group of models, and one for the calls that are no speech.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class EngineGovernor implements Governor, AutoCloseable {
    /** Names the gate of calls that no limit is known for; they wait only while the service is busy. */
    private static final String CALLS = "calls";

    private final GovernorSettings settings;
    private final RetryPolicy retryPolicy;
    private final Supplier<String> account;
    private final LongSupplier nanoClock;
    private final DoubleSupplier random;
    private final Timer timer;
    private final Events<GovernorListener> events = new Events<>("governor");
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Gate calls;
    /** For each group of speech the model that its gate was made for. */
    private final Map<String, String> firstModels = new ConcurrentHashMap<>();

    private volatile ModelGroups groups = new ModelGroups();
    private volatile boolean closed;

    /**
     * Makes a governor.
     *
     * @param retryPolicy says how long to wait when the service is busy
     * @param account names the key in use without showing it
     * @param nanoClock monotonic
     * @param random gives numbers from 0 to 1, 1 excluded
     */
    public EngineGovernor(
            GovernorSettings settings,
            RetryPolicy retryPolicy,
            Supplier<String> account,
            LongSupplier nanoClock,
            DoubleSupplier random,
            Timer timer) {
        this.settings = settings;
        this.retryPolicy = retryPolicy;
        this.account = account;
        this.nanoClock = nanoClock;
        this.random = random;
        this.timer = timer;
        this.calls = newGate(CALLS, settings.maxLimit(), new AtomicInteger());
    }

    /** Returns the gate of speech by a model; null means the service's default model. */
    public Gate speech(@Nullable String modelId) {
        String group = groups.of(modelId);
        firstModels.putIfAbsent(group, modelId == null ? Model.DEFAULT_ID : modelId);
        Gate gate = gates.computeIfAbsent(group, name -> newGate(name, settings.initialLimit(), inFlight));
        if (closed) {
            gate.close(); // It may be newer than the end.
        }
        return gate;
    }

    /** Returns the gate of calls that are no speech. */
    public Gate calls() {
        return calls;
    }

    private Gate newGate(String group, int initialLimit, AtomicInteger accountInFlight) {
        LimitPolicy policy = settings.enabled() ? new FollowedLimit(initialLimit, settings.maxLimit()) : new NoLimit();
        return new Gate(
                account,
                group,
                settings,
                accountInFlight,
                policy,
                new Backoff(retryPolicy, random),
                events,
                nanoClock,
                timer);
    }

    /**
     * Takes over what the service says of its models' groups. A gate whose group was guessed becomes that of the group of the
     * model that it was made for, so that what runs already counts there.
     */
    public synchronized void learn(List<Model> models) {
        ModelGroups learned = groups.copy();
        learned.learn(models);
        Map<String, String> guessed = new HashMap<>(firstModels);
        guessed.forEach((group, model) -> addName(group, model, learned.of(model)));
        groups = learned;
        guessed.forEach((group, model) -> removeName(group, learned.of(model)));
    }

    private void addName(String group, String model, String learned) {
        Gate gate = gates.get(group);
        if (gate != null && gates.putIfAbsent(learned, gate) == null) {
            gate.rename(learned);
            firstModels.put(learned, model);
        }
    }

    private void removeName(String group, String learned) {
        if (!group.equals(learned) && gates.remove(group, gates.get(learned))) {
            firstModels.remove(group);
        }
    }

    @Override
    public LimitSnapshot snapshot(@Nullable String modelId) {
        return speech(modelId).snapshot();
    }

    @Override
    public List<LimitSnapshot> snapshots() {
        return Stream.concat(gates.values().stream().distinct(), Stream.of(calls))
                .map(Gate::snapshot)
                .toList();
    }

    @Override
    public Permit acquire(@Nullable String modelId, Priority priority, Duration maxWait) throws InterruptedException {
        return Application.await(acquireAsync(modelId, priority, maxWait));
    }

    @Override
    public CompletableFuture<Permit> acquireAsync(@Nullable String modelId, Priority priority, Duration maxWait) {
        return new Application(speech(modelId), priority, maxWait).start();
    }

    @Override
    public void addListener(GovernorListener listener) {
        events.add(listener);
    }

    @Override
    public void removeListener(GovernorListener listener) {
        events.remove(listener);
    }

    /** Refuses all who wait and tells the listeners what is left to tell. */
    @Override
    public void close() {
        closed = true;
        gates.values().forEach(Gate::close);
        calls.close();
        events.close();
    }
}
