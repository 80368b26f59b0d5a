package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of the content of a key file: one key, or lines that set variables. Stateless. */
final class KeyFileParser {
    private static final Pattern VARIABLE = Pattern.compile("(?:export\\s+)?(ELEVENLABS_[A-Z_]+)\\s*=(.*)");

    private KeyFileParser() {}

    /** Returns the keys in the text. Errors name its source and repeat no part of the text. */
    static ApiKeys parse(String text, String source) {
        List<String> lines = KeyVariables.withoutMarks(text)
                .lines()
                .map(String::strip)
                .filter(KeyFileParser::isContent)
                .toList();
        Map<String, String> variables = new HashMap<>();
        for (String line : lines) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                variables.put(variable.group(1), unquoted(variable.group(2).strip()));
            }
        }
        if (!variables.isEmpty()) {
            return KeyVariables.parse(variables, source);
        }
        if (lines.size() != 1) {
            throw new InvalidRequestException(
                    "api_key",
                    source + " holds " + lines.size() + " lines; it must hold one key, or lines such as "
                            + KeyVariables.PRIMARY + "=…");
        }
        return ApiKeys.of(key(lines.get(0), source));
    }

    private static boolean isContent(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    private static ApiKey key(String line, String source) {
        try {
            return ApiKey.of(line);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(
                    "api_key", source + " holds no key but a value with a blank or a character outside ASCII");
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
