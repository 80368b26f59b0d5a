package dev.parlando.internal.limiter;

import dev.parlando.governor.Governor;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.network.RetryPolicy;
import dev.parlando.voice.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The governor of one engine: a {@link ConcurrencyLimiter} for each group of models, and one for calls other than speech.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class EngineGovernor implements Governor, AutoCloseable {
    /** Name of the limiter for calls without a known limit; they wait only while the service is busy. */
    private static final String CALLS_GROUP = "calls";

    private final GovernorSettings settings;
    private final RetryPolicy retryPolicy;
    private final Supplier<String> keyFingerprint;
    private final LongSupplier nanoClock;
    private final DoubleSupplier random;
    private final Scheduler scheduler;
    private final Executor callbacks;
    private final EventDispatcher<GovernorListener> dispatcher = new EventDispatcher<>("governor");
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, ConcurrencyLimiter> limiters = new ConcurrentHashMap<>();
    private final ConcurrencyLimiter callLimiter;
    /** For each group of speech models, the model that its limiter was created for. */
    private final Map<String, String> firstModels = new ConcurrentHashMap<>();

    private volatile ModelGroups groups = new ModelGroups();
    private volatile boolean closed;

    /**
     * Creates a governor.
     *
     * @param retryPolicy determines the delays while the service is busy
     * @param keyFingerprint identifies the key in use without revealing it
     * @param nanoClock monotonic clock
     * @param random supplies numbers from 0 (inclusive) to 1 (exclusive)
     * @param callbacks completes the futures of users
     */
    public EngineGovernor(
            GovernorSettings settings,
            RetryPolicy retryPolicy,
            Supplier<String> keyFingerprint,
            LongSupplier nanoClock,
            DoubleSupplier random,
            Scheduler scheduler,
            Executor callbacks) {
        this.settings = settings;
        this.retryPolicy = retryPolicy;
        this.keyFingerprint = keyFingerprint;
        this.nanoClock = nanoClock;
        this.random = random;
        this.scheduler = scheduler;
        this.callbacks = callbacks;
        this.callLimiter = newLimiter(CALLS_GROUP, settings.maxLimit(), new AtomicInteger());
    }

    /** Returns the limiter for speech by a model; null means the service's default model. */
    public ConcurrencyLimiter speechLimiter(@Nullable String modelId) {
        String group = groups.groupOf(modelId);
        firstModels.putIfAbsent(group, modelId == null ? Model.DEFAULT_ID : modelId);
        ConcurrencyLimiter limiter =
                limiters.computeIfAbsent(group, name -> newLimiter(name, settings.initialLimit(), inFlight));
        if (closed) {
            limiter.close(); // It may have been created after close().
        }
        return limiter;
    }

    /** Returns the limiter for calls other than speech. */
    public ConcurrencyLimiter callLimiter() {
        return callLimiter;
    }

    private ConcurrencyLimiter newLimiter(String group, int initialLimit, AtomicInteger accountInFlight) {
        LimitPolicy policy =
                settings.enabled() ? new AdaptiveLimit(initialLimit, settings.maxLimit()) : new LimitPolicy.Unlimited();
        return new ConcurrencyLimiter(
                keyFingerprint,
                group,
                settings,
                accountInFlight,
                policy,
                new Backoff(retryPolicy, random),
                dispatcher,
                nanoClock,
                scheduler);
    }

    /**
     * Applies the model groups that the service reports. A limiter with a guessed group is moved to the reported group
     * of the model that it was created for, so that its requests in flight count there.
     */
    public synchronized void updateModelGroups(List<Model> models) {
        ModelGroups updated = groups.copy();
        updated.update(models);
        Map<String, String> guessed = new HashMap<>(firstModels);
        guessed.forEach((group, model) -> addAlias(group, model, updated.groupOf(model)));
        groups = updated;
        guessed.forEach((group, model) -> removeAlias(group, updated.groupOf(model)));
    }

    private void addAlias(String group, String model, String updated) {
        ConcurrencyLimiter limiter = limiters.get(group);
        if (limiter != null && limiters.putIfAbsent(updated, limiter) == null) {
            limiter.setModelGroup(updated);
            firstModels.put(updated, model);
        }
    }

    private void removeAlias(String group, String updated) {
        if (!group.equals(updated) && limiters.remove(group, limiters.get(updated))) {
            firstModels.remove(group);
        }
    }

    @Override
    public LimitSnapshot snapshot(@Nullable String modelId) {
        return speechLimiter(modelId).snapshot();
    }

    @Override
    public List<LimitSnapshot> snapshots() {
        return Stream.concat(limiters.values().stream().distinct(), Stream.of(callLimiter))
                .map(ConcurrencyLimiter::snapshot)
                .toList();
    }

    @Override
    public Permit acquire(@Nullable String modelId, Priority priority, Duration maxWait) throws InterruptedException {
        EngineThread.checkMayWait("acquire", "acquireAsync");
        return UserPermitRequest.await(acquireAsync(modelId, priority, maxWait));
    }

    @Override
    public CompletableFuture<Permit> acquireAsync(@Nullable String modelId, Priority priority, Duration maxWait) {
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(maxWait, "maxWait");
        return new UserPermitRequest(speechLimiter(modelId), callbacks, priority, maxWait).start();
    }

    @Override
    public void addListener(GovernorListener listener) {
        dispatcher.add(listener);
    }

    @Override
    public void removeListener(GovernorListener listener) {
        dispatcher.remove(listener);
    }

    @Override
    public long droppedEvents() {
        return dispatcher.droppedEvents();
    }

    /** Refuses all waiting and future requests. */
    public void refuseWaiting() {
        closed = true;
        limiters.values().forEach(ConcurrencyLimiter::close);
        callLimiter.close();
    }

    /** Refuses all waiting requests and delivers the pending events to the listeners. */
    @Override
    public void close() {
        refuseWaiting();
        dispatcher.close();
    }
}
