package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Says which keys to use from now on; implemented by users whose keys come from a secret manager.
 *
 * <p>An engine asks when it starts and then every few seconds, so that a key is changed without a restart: requests that run
 * end with the key that they began with, new ones carry the new one. A provider that fails is told of, and the keys of
 * before stay in use.
 *
 * <p>Threading: it is asked by the thread that builds the engine and then by {@code parlando-keys}, one at a time. It may
 * block, but must return.
 */
@FunctionalInterface
public interface ApiKeyProvider {
    /**
     * Returns the keys to use.
     *
     * @throws InvalidRequestException if there is none; its words may be shown, so they must not hold a secret
     */
    ApiKeys keys();

    /** Returns whether the answer is always the same, so that it is asked for only once. */
    default boolean isFixed() {
        return false;
    }

    /** Provides one key for ever. */
    static ApiKeyProvider of(ApiKey key) {
        return new FixedKeyProvider(ApiKeys.of(key));
    }

    /**
     * Provides what the environment of this process names: the file in {@code ELEVENLABS_API_KEY_FILE}; or, if {@code
     * ELEVENLABS_API_KEY_PRIMARY} or {@code _SECONDARY} is set, that of them which {@code ELEVENLABS_KEY_ACTIVE} names,
     * {@code primary} if it is not set, and the other as the standby; or {@code ELEVENLABS_API_KEY}.
     *
     * <p>The environment of a process never changes; to switch keys without a restart put the same variables into a file.
     *
     * @throws InvalidRequestException if it names no key, or one that is none
     */
    static ApiKeyProvider environment() {
        Map<String, String> variables = System.getenv();
        return KeyVariables.value(variables, KeyVariables.FILE) != null
                ? environment(() -> variables)
                : new FixedKeyProvider(KeyVariables.parse(variables, "the environment"));
    }

    /** Returns whether the variables name a key in any of the ways of {@link #environment()}. */
    static boolean isSetIn(Map<String, String> variables) {
        return KeyVariables.anySet(variables);
    }

    /** Provides what the variables of the moment name, in the same way, for settings that change while a process runs. */
    static ApiKeyProvider environment(Supplier<Map<String, String>> variables) {
        return new EnvironmentKeyProvider(variables);
    }

    /**
     * Provides what a file holds at the moment: one line that is the key, as secret stores write it, or lines such as {@code
     * ELEVENLABS_API_KEY_PRIMARY=…} that are understood as {@link #environment()} understands the environment.
     *
     * <p>It is logged, once, if others than the owner may read the file.
     */
    static ApiKeyProvider file(Path file) {
        return new KeyFileProvider(file);
    }
}
