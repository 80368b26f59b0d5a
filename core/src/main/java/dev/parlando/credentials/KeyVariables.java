package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parser of API keys in named values, such as environment variables. Stateless. */
final class KeyVariables {
    static final String FILE = "ELEVENLABS_API_KEY_FILE";
    static final String SINGLE = ApiKey.ENVIRONMENT_VARIABLE;
    static final String PRIMARY = "ELEVENLABS_API_KEY_PRIMARY";
    static final String SECONDARY = "ELEVENLABS_API_KEY_SECONDARY";
    static final String ACTIVE = "ELEVENLABS_KEY_ACTIVE";

    private KeyVariables() {}

    /** Returns whether any variable names a key. */
    static boolean anySet(Map<String, String> variables) {
        return value(variables, FILE) != null
                || value(variables, PRIMARY) != null
                || value(variables, SECONDARY) != null
                || value(variables, SINGLE) != null;
    }

    /** Returns the keys in the variables; errors name their source. */
    static ApiKeys parse(Map<String, String> variables, String source) {
        ApiKey primary = key(variables, PRIMARY);
        ApiKey secondary = key(variables, SECONDARY);
        if (primary != null || secondary != null) {
            return isPrimaryActive(variables)
                    ? pair(primary, PRIMARY, secondary, source)
                    : pair(secondary, SECONDARY, primary, source);
        }
        ApiKey single = key(variables, SINGLE);
        if (single == null) {
            throw new InvalidRequestException("api_key", "none is set in " + source + "; set " + SINGLE);
        }
        return ApiKeys.of(single);
    }

    private static ApiKeys pair(@Nullable ApiKey active, String name, @Nullable ApiKey standby, String source) {
        if (active == null) {
            throw new InvalidRequestException(
                    "api_key",
                    name + " is the active one but is not set in " + source + "; set it or change " + ACTIVE);
        }
        return new ApiKeys(active, standby);
    }

    private static boolean isPrimaryActive(Map<String, String> variables) {
        String active = value(variables, ACTIVE);
        if (active == null) {
            return true;
        }
        return switch (active.toLowerCase(Locale.ROOT)) {
            case "primary" -> true;
            case "secondary" -> false;
            // The value may be a key in the wrong variable, so the message does not repeat it.
            default -> throw new InvalidRequestException("api_key", ACTIVE + " is neither primary nor secondary");
        };
    }

    private static @Nullable ApiKey key(Map<String, String> variables, String name) {
        String value = value(variables, name);
        try {
            return value == null ? null : ApiKey.of(value);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("api_key", name + e.getMessage().substring("api_key:".length()));
        }
    }

    /** Returns the stripped value of a variable; null if it is not set or blank. */
    static @Nullable String value(Map<String, String> variables, String name) {
        String value = variables.get(name);
        String plain = value == null ? "" : withoutMarks(value).strip();
        return plain.isEmpty() ? null : plain;
    }

    /** Returns the text without byte order marks, which editors add to a file and shells copy into a variable. */
    static String withoutMarks(String text) {
        return text.replace("\uFEFF", "");
    }
}
