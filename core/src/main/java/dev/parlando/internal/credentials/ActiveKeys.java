package dev.parlando.internal.credentials;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.credentials.Credentials;
import dev.parlando.credentials.KeyChange;
import dev.parlando.credentials.KeyListener;
import dev.parlando.credentials.KeyRejection;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EventDispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The key that requests carry: the provider's or, once the service has permanently refused it, its standby.
 *
 * <p>Threading: safe for use from any thread. Once the engine runs, the provider is polled only on the thread
 * {@code parlando-keys}.
 */
public final class ActiveKeys implements Credentials, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Credentials.class.getPackageName());

    private final EventDispatcher<KeyListener> dispatcher = new EventDispatcher<>("keys");
    private final CallbackExecutor callbacks;
    private final @Nullable ApiKeyProvider provider;
    private final @Nullable KeyPoller poller;

    @GuardedBy("this")
    private final List<ApiKey> rejectedKeys = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable ApiKeys provided;

    @GuardedBy("this")
    private boolean providerFailed;

    private volatile @Nullable ApiKey active;

    /**
     * Polls the provider for the first time, and then at an interval.
     *
     * @param provider null for requests without a key
     * @param callbacks completes the futures of users
     * @throws InvalidRequestException if the provider has no key
     */
    public ActiveKeys(@Nullable ApiKeyProvider provider, Duration interval, CallbackExecutor callbacks) {
        this.callbacks = callbacks;
        this.provider = provider;
        if (provider != null) {
            ApiKeys first = fetch(provider);
            provided = first;
            active = first.active();
        }
        poller = provider == null || provider.isFixed() ? null : new KeyPoller(this::poll, interval);
    }

    /** Returns the key that the next request carries; null for none. */
    public @Nullable ApiKey active() {
        return active;
    }

    @Override
    public @Nullable String fingerprint() {
        ApiKey key = active;
        return key == null ? null : key.fingerprint();
    }

    /**
     * Called when the service no longer accepts a key.
     *
     * @return a stage that completes with whether there is another key to try; the provider may be polled first
     */
    public CompletableFuture<Boolean> onRejected(ApiKey key, ServiceError error) {
        boolean isNew = markRejected(key);
        if (hasUsableKey() || poller == null) {
            return CompletableFuture.completedFuture(reportRejection(key, error, isNew));
        }
        return poller.pollNow().thenApply(polled -> reportRejection(key, error, isNew));
    }

    /** Records the refusal of a key; returns false if it is already known or the key is no longer provided. */
    private synchronized boolean markRejected(ApiKey key) {
        ApiKeys keys = provided;
        if (keys == null || !keys.contains(key) || isRejected(key)) {
            return false;
        }
        rejectedKeys.add(key);
        select(keys, KeyChange.Cause.FAILED_OVER);
        return true;
    }

    private synchronized boolean hasUsableKey() {
        ApiKey key = active;
        return key != null && !isRejected(key);
    }

    @GuardedBy("this")
    private boolean isRejected(ApiKey key) {
        return rejectedKeys.stream().anyMatch(key::isSameAs);
    }

    private boolean reportRejection(ApiKey key, ServiceError error, boolean isNew) {
        boolean replaced = hasUsableKey();
        if (isNew) {
            KeyRejection rejection = new KeyRejection(key.fingerprint(), error, replaced);
            if (replaced) { // Otherwise the request fails and reports the error itself.
                dispatcher.log(() -> LOG.log(
                        System.Logger.Level.WARNING,
                        "the service no longer accepts key {0} ({1}); another key replaces it",
                        rejection.keyFingerprint(),
                        error.status() == null ? error.httpStatus() : error.status()));
            }
            dispatcher.dispatch(listener -> listener.onKeyRejected(rejection));
        }
        return replaced;
    }

    @GuardedBy("this")
    private void select(ApiKeys keys, KeyChange.Cause cause) {
        ApiKey standby = keys.standby();
        ApiKey next = isRejected(keys.active()) && standby != null && !isRejected(standby) ? standby : keys.active();
        ApiKey before = Objects.requireNonNull(active, "a provider's engine always has a key");
        if (!next.isSameAs(before)) {
            active = next;
            KeyChange change = new KeyChange(before.fingerprint(), next.fingerprint(), cause);
            dispatcher.log(() -> LOG.log(
                    System.Logger.Level.INFO,
                    "key {0} replaces key {1}",
                    change.newFingerprint(),
                    change.previousFingerprint()));
            dispatcher.dispatch(listener -> listener.onKeyChanged(change));
        }
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return poller == null ? CompletableFuture.completedFuture(null) : callbacks.dispatch(poller.pollNow());
    }

    private void poll() {
        try {
            apply(fetch(Objects.requireNonNull(provider)));
        } catch (ParlandoException error) {
            onProviderFailed(error);
        }
    }

    private synchronized void apply(ApiKeys fetched) {
        ApiKeys before = Objects.requireNonNull(provided);
        providerFailed = false;
        if (fetched.isSameAs(before)) {
            return; // Refused keys stay refused.
        }
        if (!fetched.active().isSameAs(before.active())) {
            rejectedKeys.clear(); // The provider has chosen another key, possibly because that key is valid again.
        }
        provided = fetched;
        select(fetched, KeyChange.Cause.PROVIDED);
    }

    private synchronized void onProviderFailed(ParlandoException error) {
        if (!providerFailed) {
            providerFailed = true;
            dispatcher.log(() -> LOG.log(
                    System.Logger.Level.WARNING,
                    "the key provider failed, so the previous keys stay in use: {0}",
                    error.getMessage()));
            dispatcher.dispatch(listener -> listener.onProviderFailed(error.copy()));
        }
    }

    /**
     * Polls the provider. An exception that is not a {@link ParlandoException} may hold a secret, so its message is not
     * repeated.
     */
    private static ApiKeys fetch(ApiKeyProvider provider) {
        try {
            ApiKeys keys = provider.keys();
            if (keys != null) {
                return keys;
            }
        } catch (ParlandoException error) {
            throw error;
        } catch (Throwable failure) {
            throw unavailable("failed with " + failure.getClass().getName());
        }
        throw unavailable("returned null");
    }

    private static InvalidRequestException unavailable(String problem) {
        return new InvalidRequestException("api_key", "cannot be obtained: the provider " + problem);
    }

    @Override
    public void addListener(KeyListener listener) {
        dispatcher.add(listener);
    }

    @Override
    public void removeListener(KeyListener listener) {
        dispatcher.remove(listener);
    }

    @Override
    public long droppedEvents() {
        return dispatcher.droppedEvents();
    }

    /** Stops polling and delivers the pending events to the listeners. */
    @Override
    public void close() {
        if (poller != null) {
            poller.close();
        }
        dispatcher.close();
    }
}
