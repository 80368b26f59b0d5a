package dev.parlando.internal.limiter;

import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.network.RetryPolicy;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of one engine in a governor, which is the engine's own or shared with other engines. It makes the engine's
 * permit requests and ends them with the engine.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class EngineGovernor implements AutoCloseable {
    private final AccountGovernor governor;
    private final PermitOwner owner;
    private final boolean shared;

    private EngineGovernor(AccountGovernor governor, PermitOwner owner, boolean shared) {
        this.governor = governor;
        this.owner = owner;
        this.shared = shared;
    }

    /**
     * Creates a governor that one engine owns.
     *
     * @param retryPolicy determines the delays while the service is busy
     * @param keyFingerprint identifies the key in use without revealing it
     * @param nanoClock monotonic clock
     * @param random supplies numbers from 0 (inclusive) to 1 (exclusive)
     * @param callbacks completes the futures of users
     */
    public static EngineGovernor create(
            GovernorSettings settings,
            RetryPolicy retryPolicy,
            Supplier<String> keyFingerprint,
            LongSupplier nanoClock,
            DoubleSupplier random,
            Scheduler scheduler,
            Executor callbacks) {
        PermitOwner owner = new PermitOwner(retryPolicy, keyFingerprint);
        AccountGovernor governor = new AccountGovernor(settings, owner, nanoClock, random, scheduler, callbacks);
        governor.attach(owner);
        return new EngineGovernor(governor, owner, false);
    }

    /**
     * Adds an engine to a shared governor.
     *
     * @throws dev.parlando.error.InvalidRequestException if the governor is closed
     */
    public static EngineGovernor join(
            StandaloneGovernor governor, RetryPolicy retryPolicy, Supplier<String> keyFingerprint) {
        PermitOwner owner = new PermitOwner(retryPolicy, keyFingerprint);
        governor.attach(owner);
        return new EngineGovernor(governor, owner, true);
    }

    /** Returns the governor, with the requests of all its engines. */
    public AccountGovernor governor() {
        return governor;
    }

    /** Returns the limiter for speech by a model; null means the service's default model. */
    public ConcurrencyLimiter speechLimiter(@Nullable String modelId) {
        return governor.speechLimiter(modelId);
    }

    /** Returns the limiter for calls other than speech. */
    public ConcurrencyLimiter callLimiter() {
        return governor.callLimiter();
    }

    /** Returns the limiter for the open connections of dialogue, which the service counts in a pool of their own. */
    public ConcurrencyLimiter dialogueLimiter() {
        return governor.dialogueLimiter();
    }

    /** Creates a permit request of this engine, which has not entered a limiter yet. */
    public PermitRequest newRequest(PermitRequest.Callback callback, Priority priority) {
        return new PermitRequest(
                callback, owner, priority, governor.settings().maxWait().toNanos());
    }

    /** Refuses the waiting and future requests of this engine. */
    public void refuseWaiting() {
        governor.refuseWaiting(owner);
    }

    /** Ends the requests of this engine and returns its permits. Closes the governor if no other engine shares it. */
    @Override
    public void close() {
        if (shared) {
            governor.detach(owner);
        } else {
            governor.refuseWaiting(owner);
            governor.close();
        }
    }
}
