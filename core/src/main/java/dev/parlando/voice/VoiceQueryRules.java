package dev.parlando.voice;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Validation of query values, so that an error is reported before anything is sent. Stateless. */
final class VoiceQueryRules {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final List<String> PAGING = List.of(VoiceQuery.PAGE_SIZE, VoiceQuery.NEXT_PAGE_TOKEN);

    private VoiceQueryRules() {}

    static List<String> checkTexts(String name, List<String> values) {
        if (values.isEmpty()) {
            throw new InvalidRequestException(name, "has no value; leave it out to ask for all");
        }
        for (String value : values) {
            if (value.isBlank()) {
                throw new InvalidRequestException(name, "is blank; leave it out to ask for all");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new InvalidRequestException(name, "holds one half of a surrogate pair");
            }
        }
        return List.copyOf(values);
    }

    static void checkRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(
                    name,
                    value + (max == Integer.MAX_VALUE ? " is below " + min : " is outside " + min + " to " + max));
        }
    }

    static String checkWord(String name, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new InvalidRequestException(name, "'" + value + "' is none of " + String.join(", ", known));
        }
        return value;
    }

    static void checkId(String name, String value) {
        if (!ID.matcher(value).matches()) {
            throw new InvalidRequestException(
                    name, "'" + value + "' is not an id: letters, digits, '_' and '-' only, as listed by the service");
        }
    }

    static void checkOtherName(String name) {
        if (!NAME.matcher(name).matches() || PAGING.contains(name)) {
            throw new InvalidRequestException("'" + name + "'", "is not a parameter that can be set by name");
        }
    }
}
