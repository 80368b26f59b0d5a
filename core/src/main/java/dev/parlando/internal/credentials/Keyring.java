package dev.parlando.internal.credentials;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.credentials.Credentials;
import dev.parlando.credentials.KeyListener;
import dev.parlando.credentials.KeyRefusal;
import dev.parlando.credentials.KeySwitch;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.internal.event.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Knows which key requests carry: the provider's or, once the service has refused that for good, its standby.
 *
 * <p>Threading: safe for use from any thread. Once the engine runs, only the thread {@code parlando-keys} asks the provider.
 */
public final class Keyring implements Credentials, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Credentials.class.getPackageName());

    private final Events<KeyListener> events = new Events<>("keys");
    private final @Nullable ApiKeyProvider provider;
    private final @Nullable Inquiry inquiry;
    private final List<ApiKey> refused = new ArrayList<>();
    private @Nullable ApiKeys provided;
    private boolean providerFailed;
    private volatile @Nullable ApiKey active;

    /**
     * Asks the provider for the first time, and from then on at an interval.
     *
     * @param provider null for requests without a key
     * @throws InvalidRequestException if the provider has none
     */
    public Keyring(@Nullable ApiKeyProvider provider, Duration interval) {
        this.provider = provider;
        if (provider != null) {
            ApiKeys first = answer(provider);
            provided = first;
            active = first.active();
        }
        inquiry = provider == null || provider.isFixed() ? null : new Inquiry(this::ask, interval);
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
     * Is told that the service does not take a key any more.
     *
     * @return completes with whether there is another one to try; the provider may have been asked for it
     */
    public CompletableFuture<Boolean> refused(ApiKey key, ServiceError error) {
        boolean isNews = note(key);
        if (hasUsableKey() || inquiry == null) {
            return CompletableFuture.completedFuture(told(key, error, isNews));
        }
        return inquiry.now().thenApply(asked -> told(key, error, isNews));
    }

    /** Returns whether it was not known yet that the service refuses the key. */
    private synchronized boolean note(ApiKey key) {
        ApiKeys keys = provided;
        if (keys == null || !keys.holds(key) || isRefused(key)) {
            return false;
        }
        refused.add(key);
        choose(keys, KeySwitch.Cause.FAILED_OVER);
        return true;
    }

    private synchronized boolean hasUsableKey() {
        ApiKey key = active;
        return key != null && !isRefused(key);
    }

    private boolean isRefused(ApiKey key) {
        return refused.stream().anyMatch(key::isSameAs);
    }

    private boolean told(ApiKey key, ServiceError error, boolean isNews) {
        boolean replaced = hasUsableKey();
        if (isNews) {
            KeyRefusal refusal = new KeyRefusal(key.fingerprint(), error, replaced);
            if (replaced) { // Otherwise the request fails and says so itself.
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the service does not take key {0} any more ({1}); another one took over",
                        refusal.key(),
                        error.status() == null ? error.httpStatus() : error.status());
            }
            events.tell(listener -> listener.onRefused(refusal));
        }
        return replaced;
    }

    private void choose(ApiKeys keys, KeySwitch.Cause cause) {
        ApiKey standby = keys.standby();
        ApiKey next = isRefused(keys.active()) && standby != null && !isRefused(standby) ? standby : keys.active();
        ApiKey before = Objects.requireNonNull(active, "a provider's engine always has a key");
        if (!next.isSameAs(before)) {
            active = next;
            KeySwitch change = new KeySwitch(before.fingerprint(), next.fingerprint(), cause);
            LOG.log(System.Logger.Level.INFO, "key {0} takes over from key {1}", change.to(), change.from());
            events.tell(listener -> listener.onSwitched(change));
        }
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return inquiry == null ? CompletableFuture.completedFuture(null) : inquiry.now();
    }

    private void ask() {
        try {
            take(answer(Objects.requireNonNull(provider)));
        } catch (ParlandoException error) {
            failed(error);
        }
    }

    private synchronized void take(ApiKeys answer) {
        ApiKeys before = Objects.requireNonNull(provided);
        providerFailed = false;
        if (answer.isSameAs(before)) {
            return; // What was refused stays so.
        }
        if (!answer.active().isSameAs(before.active())) {
            refused.clear(); // Somebody has chosen another key, and may know more about it than we do.
        }
        provided = answer;
        choose(answer, KeySwitch.Cause.PROVIDED);
    }

    private synchronized void failed(ParlandoException error) {
        if (!providerFailed) {
            providerFailed = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the provider of keys failed, so those of before stay in use: {0}",
                    error.getMessage());
            events.tell(listener -> listener.onProviderFailed(error));
        }
    }

    /** Asks the provider; what it throws that is none of our errors may hold a secret, so it is not repeated. */
    private static ApiKeys answer(ApiKeyProvider provider) {
        try {
            return provider.keys();
        } catch (ParlandoException error) {
            throw error;
        } catch (Throwable failure) {
            throw new InvalidRequestException(
                    "api_key",
                    "cannot be had: the provider failed with "
                            + failure.getClass().getName());
        }
    }

    @Override
    public void addListener(KeyListener listener) {
        events.add(listener);
    }

    @Override
    public void removeListener(KeyListener listener) {
        events.remove(listener);
    }

    /** Asks no more, and tells the listeners what is left to tell. */
    @Override
    public void close() {
        if (inquiry != null) {
            inquiry.close();
        }
        events.close();
    }
}
