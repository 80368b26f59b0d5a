package dev.parlando.internal.limiter;

import static dev.parlando.internal.option.OptionRange.checkRange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Governor;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.voice.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The governor of one account: a {@link ConcurrencyLimiter} for each group of models, and one for calls other than
 * speech. One or more engines take part in it.
 *
 * <p>Threading: safe for use from any thread. The monitor of this object is held for a few instructions, and never while
 * a limiter is called that may notify a request.
 */
public class AccountGovernor implements Governor {
    /** Fingerprint while no engine has a key. */
    static final String NO_KEY = "none";

    /** Name of the limiter for calls without a known limit; they wait only while the service is busy. */
    private static final String CALLS_GROUP = "calls";

    private static final String DIALOGUE_GROUP = "dialogue connections";
    /** Number of connections that every plan includes. */
    private static final int MIN_DIALOGUE_CONNECTIONS = 14;

    private final GovernorSettings settings;
    private final PermitOwner users;
    private final Set<PermitOwner> engines = new CopyOnWriteArraySet<>();
    private final AtomicInteger maxLimit;
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

    @GuardedBy("this")
    private @Nullable ConcurrencyLimiter dialogueLimiter;

    /** Shares of the groups in a fleet's limit; null if no shares are set. */
    private volatile @Nullable Map<String, Integer> shares;

    @GuardedBy("this")
    private boolean closed;

    /**
     * Creates a governor.
     *
     * @param users owner of the permits that users acquire
     * @param nanoClock monotonic clock
     * @param random supplies numbers from 0 (inclusive) to 1 (exclusive)
     * @param callbacks completes the futures of users
     */
    AccountGovernor(
            GovernorSettings settings,
            PermitOwner users,
            LongSupplier nanoClock,
            DoubleSupplier random,
            Scheduler scheduler,
            Executor callbacks) {
        this.settings = settings;
        this.users = users;
        this.maxLimit = new AtomicInteger(settings.maxLimit());
        this.nanoClock = nanoClock;
        this.random = random;
        this.scheduler = scheduler;
        this.callbacks = callbacks;
        this.callLimiter = newLimiter(CALLS_GROUP, ConcurrencyReport.MAX_REQUESTS, new AtomicInteger());
    }

    GovernorSettings settings() {
        return settings;
    }

    /** Adds an engine. */
    synchronized void attach(PermitOwner engine) {
        if (closed) {
            throw new InvalidRequestException("governor", "is closed; create another one");
        }
        engines.add(engine);
    }

    /** Refuses the waiting and future requests of an engine. */
    void refuseWaiting(PermitOwner owner) {
        owner.close("engine");
        allLimiters().forEach(ConcurrencyLimiter::refuseClosed);
    }

    /** Removes an engine, whose requests end; returns the permits that they still hold. */
    void detach(PermitOwner engine) {
        refuseWaiting(engine);
        allLimiters().forEach(limiter -> limiter.releaseAll(engine));
        engines.remove(engine);
    }

    private synchronized List<ConcurrencyLimiter> allLimiters() {
        return Stream.of(speechLimiters(), Stream.of(callLimiter), Stream.ofNullable(dialogueLimiter))
                .flatMap(group -> group)
                .toList();
    }

    private Stream<ConcurrencyLimiter> speechLimiters() {
        return limiters.values().stream().distinct();
    }

    private String keyFingerprint() {
        String fingerprints = engines.stream()
                .map(PermitOwner::keyFingerprint)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
        return fingerprints.isEmpty() ? NO_KEY : fingerprints;
    }

    /** Returns the limiter for speech by a model; null means the service's default model. */
    public ConcurrencyLimiter speechLimiter(@Nullable String modelId) {
        String group = groups.groupOf(modelId);
        ConcurrencyLimiter limiter = limiters.get(group);
        return limiter != null ? limiter : createLimiter(group, modelId == null ? Model.DEFAULT_ID : modelId);
    }

    private synchronized ConcurrencyLimiter createLimiter(String group, String modelId) {
        firstModels.putIfAbsent(group, modelId);
        return limiters.computeIfAbsent(group, this::newSpeechLimiter);
    }

    private ConcurrencyLimiter newSpeechLimiter(String group) {
        ConcurrencyLimiter limiter = newLimiter(group, settings.initialLimit(), inFlight);
        limiter.updatePolicy(this::applyShare);
        return limiter;
    }

    /** Returns the limiter for open connections of dialogue. */
    synchronized ConcurrencyLimiter dialogueLimiter() {
        if (dialogueLimiter == null) {
            int initialLimit = Math.max(MIN_DIALOGUE_CONNECTIONS, settings.initialLimit());
            dialogueLimiter = newLimiter(DIALOGUE_GROUP, initialLimit, new AtomicInteger());
        }
        return dialogueLimiter;
    }

    /** Returns the limiter for calls other than speech. */
    public ConcurrencyLimiter callLimiter() {
        return callLimiter;
    }

    private ConcurrencyLimiter newLimiter(String group, int initialLimit, AtomicInteger accountInFlight) {
        LimitPolicy policy =
                settings.enabled() ? new ShareLimit(initialLimit, maxLimit.get()) : new LimitPolicy.Unlimited();
        return new ConcurrencyLimiter(
                this::keyFingerprint,
                group,
                settings,
                accountInFlight,
                policy,
                new Backoff(random),
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
        return allLimiters().stream().map(ConcurrencyLimiter::snapshot).toList();
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
        return new UserPermitRequest(speechLimiter(modelId), users, callbacks, priority, maxWait).start();
    }

    @Override
    public void setMaxLimit(int limit) {
        checkRange("governor.max_limit", limit, 1, ConcurrencyReport.MAX_REQUESTS);
        if (!settings.enabled()) {
            throw new InvalidRequestException("governor.max_limit", "has no effect, since the governor is off");
        }
        synchronized (this) {
            maxLimit.set(limit); // A limiter that is created later starts with it.
        }
        allLimiters()
                .forEach(limiter ->
                        limiter.updatePolicy((policy, group, now) -> policy.setMaxLimit(maxLimit.get(), now)));
    }

    @Override
    public void setShares(Map<String, Integer> newShares) {
        newShares.forEach(
                (group, share) -> checkRange("governor.shares." + group, share, 0, ConcurrencyReport.MAX_REQUESTS));
        if (!settings.enabled()) {
            throw new InvalidRequestException("governor.shares", "have no effect, since the governor is off");
        }
        updateShares(Map.copyOf(newShares));
    }

    @Override
    public void clearShares() {
        updateShares(null);
    }

    private void updateShares(@Nullable Map<String, Integer> newShares) {
        synchronized (this) {
            shares = newShares; // A limiter that is created later starts with them.
        }
        speechLimiters().forEach(limiter -> limiter.updatePolicy(this::applyShare));
    }

    private void applyShare(LimitPolicy policy, String group, long nowNanos) {
        Map<String, Integer> current = shares;
        policy.setShare(current == null ? LimitPolicy.NO_SHARE : current.getOrDefault(group, 0), nowNanos);
    }

    @Override
    public List<GroupDemand> demand() {
        return speechLimiters().map(limiter -> limiter.demand(maxLimit.get())).toList();
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

    /** Refuses all waiting and future requests, and delivers the pending events to the listeners. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        users.close("governor");
        engines.forEach(engine -> engine.close("governor"));
        allLimiters().forEach(ConcurrencyLimiter::refuseClosed);
        dispatcher.close();
    }
}
