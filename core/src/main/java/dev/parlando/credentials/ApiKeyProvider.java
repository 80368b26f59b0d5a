package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Source of the API keys to use; implemented by users whose keys come from a secret manager.
 *
 * <p>An engine queries its provider when it is built and then at {@link dev.parlando.SpeechEngineBuilder#keyRefreshInterval},
 * so that keys change without a restart. Requests in flight complete with the key that they started with, and new
 * requests carry the new key. If a provider fails, the failure is reported to {@link KeyListener#onProviderFailed} and
 * the previous keys stay in use.
 *
 * <p>Threading: called by the thread that builds the engine and then by {@code parlando-keys}, one call at a time. A
 * provider may block, but must return.
 */
@FunctionalInterface
public interface ApiKeyProvider {
    /**
     * Returns the keys to use.
     *
     * @throws InvalidRequestException if there is no key; the message may be shown, so it must not contain a secret
     */
    ApiKeys keys();

    /** Returns whether the result is always the same, so that the provider is queried only once. */
    default boolean isFixed() {
        return false;
    }

    /** Returns a provider of one key that never changes. */
    static ApiKeyProvider of(ApiKey key) {
        return new FixedKeyProvider(ApiKeys.of(key));
    }

    /**
     * Returns a provider of the keys that the environment of this process names.
     *
     * <p>The sources, in order of precedence:
     * <ul>
     * <li>The file named by {@code ELEVENLABS_API_KEY_FILE}, as read by {@link #file}.
     * <li>{@code ELEVENLABS_API_KEY_PRIMARY} and {@code ELEVENLABS_API_KEY_SECONDARY}, if at least one of them is set.
     *     {@code ELEVENLABS_KEY_ACTIVE} selects the active one, by default {@code primary}; the other is the standby.
     * <li>{@code ELEVENLABS_API_KEY}.
     * </ul>
     *
     * <p>The environment of a process never changes. To switch keys without a restart, put the same variables into a
     * file.
     *
     * @throws InvalidRequestException if the environment names no key, or a malformed one
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

    /** Returns a provider that evaluates changing variables by the rules of {@link #environment()} on every query. */
    static ApiKeyProvider environment(Supplier<Map<String, String>> variables) {
        return new EnvironmentKeyProvider(Objects.requireNonNull(variables, "variables"));
    }

    /**
     * Returns a provider of the current content of a file. The file holds either one line with the key, as secret
     * stores write it, or variables such as {@code ELEVENLABS_API_KEY_PRIMARY=…} by the rules of
     * {@link #environment()}.
     *
     * <p>A warning is logged once if users other than the owner may read the file.
     */
    static ApiKeyProvider file(Path file) {
        return new KeyFileProvider(Objects.requireNonNull(file, "file"));
    }
}
