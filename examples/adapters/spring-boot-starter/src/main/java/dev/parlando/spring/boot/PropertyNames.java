package dev.parlando.spring.boot;

import dev.parlando.error.InvalidRequestException;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Converts errors of the engine's options into errors of the properties that set them. Stateless. */
final class PropertyNames {
    static final String PREFIX = "parlando.";

    private static final String KEY_OPTION = "api_key";
    private static final Map<String, String> BY_OPTION = Map.ofEntries(
            Map.entry(KEY_OPTION, "api-key"),
            Map.entry("base_url", "base-url"),
            Map.entry("voice_id", "voice"),
            Map.entry("model_id", "model"),
            Map.entry("output_format", "format"),
            Map.entry("trusted_certificates", "trusted-certificates"),
            Map.entry("close_grace", "close-grace"),
            Map.entry("timeouts.connect", "timeouts.connect"),
            Map.entry("timeouts.response_headers", "timeouts.response-headers"),
            Map.entry("timeouts.silence", "timeouts.silence"));

    private PropertyNames() {}

    /** Returns the result, or throws an error whose option is the name of the property. */
    static <T> T translating(ParlandoProperties properties, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidRequestException e) {
            String property = e.option().equals(KEY_OPTION) && properties.apiKeyFile() != null
                    ? "api-key-file"
                    : BY_OPTION.get(e.option());
            if (property == null) {
                throw e;
            }
            throw invalid(property, e.getMessage().substring(e.option().length() + ": ".length()));
        }
    }

    /** Returns the settings with the value of one property. */
    static <T, V> T of(String property, T settings, V value, BiFunction<T, V, T> setter) {
        try {
            return setter.apply(settings, value);
        } catch (IllegalArgumentException | InvalidRequestException e) {
            throw invalid(property, String.valueOf(e.getMessage()));
        }
    }

    static InvalidRequestException invalid(String property, String problem) {
        return new InvalidRequestException(PREFIX + property, problem);
    }
}
