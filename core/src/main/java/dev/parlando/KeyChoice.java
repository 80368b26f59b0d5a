package dev.parlando;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.origin.Origin;
import org.jspecify.annotations.Nullable;

/** The choice of an engine's keys from the builder's options and the environment. Stateless. */
final class KeyChoice {
    private KeyChoice() {}

    /**
     * Returns the provider of the keys, or null if none is set for a service on this machine.
     *
     * @throws InvalidRequestException if both options are set, if there is no key for a service on another machine, or if
     *     the key would be sent to it unencrypted
     */
    static @Nullable ApiKeyProvider provider(
            @Nullable ApiKey key, @Nullable ApiKeyProvider provider, Origin origin, boolean cleartextAllowed) {
        if (key != null && provider != null) {
            throw new InvalidRequestException("api_key", "is set together with a key provider; leave one of them out");
        }
        ApiKeyProvider chosen = provider;
        if (key != null) {
            chosen = ApiKeyProvider.of(key);
        } else if (provider == null && ApiKeyProvider.isSetIn(System.getenv())) {
            chosen = ApiKeyProvider.environment();
        }
        if (!origin.isThisMachine()) {
            check(origin, chosen != null, cleartextAllowed);
        }
        return chosen;
    }

    private static void check(Origin origin, boolean hasKey, boolean cleartextAllowed) {
        if (!hasKey) {
            throw new InvalidRequestException(
                    "api_key",
                    "none is set for " + origin.host() + "; put it into the environment variable "
                            + ApiKey.ENVIRONMENT_VARIABLE);
        }
        if (!origin.secure() && !cleartextAllowed) {
            throw new InvalidRequestException(
                    "base_url",
                    "would send the key unencrypted to " + origin.host()
                            + "; use https, or allow it with allowKeyInCleartext()");
        }
    }
}
