package dev.parlando.command.rotation;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a key file: one line with the key, or lines such as {@code ELEVENLABS_API_KEY_PRIMARY=…}. Immutable.
 *
 * <p>The text is parsed as by {@code ApiKeyProvider.file}. Everything except the keys and the variable that selects the
 * active key is preserved: comments, blank lines, other variables, quotes, {@code export} and line breaks.
 */
public final class KeyFileText {
    private static final String SINGLE = ApiKey.ENVIRONMENT_VARIABLE;
    private static final String PRIMARY = "ELEVENLABS_API_KEY_PRIMARY";
    private static final String SECONDARY = "ELEVENLABS_API_KEY_SECONDARY";
    private static final String ACTIVE = "ELEVENLABS_KEY_ACTIVE";

    /** Groups: the prefix before the name, the name, the equals sign with blanks, the quoted value, the line break. */
    private static final Pattern VARIABLE =
            Pattern.compile("([ \\t]*(?:export[ \\t]+)?)(ELEVENLABS_[A-Z_]+)([ \\t]*=[ \\t]*)(.*?)(\\s*)");

    private final List<String> lines;

    private KeyFileText(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Parses the text.
     *
     * @throws InvalidRequestException if the text contains no valid key
     */
    public static KeyFileText parse(String text) {
        KeyFileText parsed = new KeyFileText(List.of(text.split("(?<=\n)", -1)));
        parsed.active();
        return parsed;
    }

    /** Returns the active key. */
    public ApiKey active() {
        String variableName = activeVariable();
        String value = variableName == null ? lines.get(keyLine()).strip() : value(variableName);
        try {
            return ApiKey.of(value == null ? "" : value);
        } catch (InvalidRequestException e) {
            throw invalid("holds no key" + (variableName == null ? "" : " in " + variableName)
                    + ", but a blank or a character outside ASCII");
        }
    }

    /** Returns the name of the active variable, or null if the file contains only the key. */
    public @Nullable String activeVariable() {
        if (value(PRIMARY) == null && value(SECONDARY) == null) {
            return lines.stream().noneMatch(line -> VARIABLE.matcher(line).matches()) ? null : require(SINGLE);
        }
        String active = value(ACTIVE);
        return switch (active == null ? "primary" : active.toLowerCase(Locale.ROOT)) {
            case "primary" -> require(PRIMARY);
            case "secondary" -> require(SECONDARY);
            default -> throw invalid("names in " + ACTIVE + " neither primary nor secondary");
        };
    }

    /**
     * Returns the text with another active key. If one of the two variables is free, it is set to the key and becomes
     * active. If both are set, the inactive one is a standby and is preserved, and the key replaces the active one.
     */
    public KeyFileText withActiveKey(ApiKey key) {
        String variableName = activeVariable();
        if (variableName == null) {
            int line = keyLine();
            return replace(line, lines.get(line).replace(lines.get(line).strip(), key.reveal()));
        }
        String other = variableName.equals(PRIMARY) ? SECONDARY : PRIMARY;
        String standbyValue = value(other);
        boolean free = standbyValue == null || standbyValue.equals(value(variableName));
        if (variableName.equals(SINGLE) || !free) {
            return set(variableName, key.reveal(), variableName);
        }
        return set(other, key.reveal(), variableName)
                .set(ACTIVE, other.equals(PRIMARY) ? "primary" : "secondary", variableName);
    }

    /** Returns the text without the given key, if an inactive variable contains it. */
    public KeyFileText withoutStandby(String fingerprint) {
        String variableName = activeVariable();
        if (variableName == null || variableName.equals(SINGLE)) {
            return this;
        }
        String other = variableName.equals(PRIMARY) ? SECONDARY : PRIMARY;
        return isKey(value(other), fingerprint) ? set(other, "", variableName) : this;
    }

    /** Returns the complete text, including secrets. */
    String reveal() {
        return String.join("", lines);
    }

    private static boolean isKey(@Nullable String value, String fingerprint) {
        return value != null
                && value.chars().allMatch(c -> c > ' ' && c < 0x7F)
                && ApiKey.of(value).fingerprint().equals(fingerprint);
    }

    private String require(String variableName) {
        if (value(variableName) == null) {
            throw invalid("has no key in " + variableName);
        }
        return variableName;
    }

    private @Nullable String value(String name) {
        int line = lineOf(name);
        if (line < 0) {
            return null;
        }
        Matcher variable = match(line);
        String quote = quoteOf(variable.group(4));
        String value = variable.group(4);
        value = value.substring(quote.length(), value.length() - quote.length()).strip();
        return value.isEmpty() ? null : value;
    }

    private KeyFileText set(String name, String value, String neighbour) {
        int line = lineOf(name);
        if (line < 0) {
            return insert(name, value, lineOf(neighbour));
        }
        Matcher variable = match(line);
        String quote = quoteOf(variable.group(4));
        return replace(line, variable.group(1) + name + variable.group(3) + quote + value + quote + variable.group(5));
    }

    private KeyFileText insert(String name, String value, int neighbour) {
        Matcher variable = match(neighbour);
        String lineBreak = variable.group(5).isEmpty() ? "\n" : variable.group(5);
        List<String> changed = new ArrayList<>(lines);
        changed.set(neighbour, lines.get(neighbour).stripTrailing() + lineBreak);
        changed.add(neighbour + 1, variable.group(1) + name + "=" + value + variable.group(5));
        return new KeyFileText(changed);
    }

    private KeyFileText replace(int line, String text) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(line, text);
        return new KeyFileText(changed);
    }

    /** Returns the index of the last line that sets the variable, which is the effective one; -1 if there is none. */
    private int lineOf(String name) {
        for (int line = lines.size() - 1; line >= 0; line--) {
            Matcher variable = VARIABLE.matcher(lines.get(line));
            if (variable.matches() && variable.group(2).equals(name)) {
                return line;
            }
        }
        return -1;
    }

    private Matcher match(int line) {
        Matcher variable = VARIABLE.matcher(lines.get(line));
        if (!variable.matches()) {
            throw new IllegalStateException("line " + line + " sets no variable");
        }
        return variable;
    }

    private int keyLine() {
        int found = -1;
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                if (found >= 0) {
                    throw invalid("holds several lines; it must hold one key, or lines such as " + PRIMARY + "=…");
                }
                found = line;
            }
        }
        if (found < 0) {
            throw invalid("is empty; it must hold the key that is in use");
        }
        return found;
    }

    private static String quoteOf(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(0, 1) : "";
    }

    private static InvalidRequestException invalid(String what) {
        return new InvalidRequestException("--file", "it " + what);
    }

    @Override
    public String toString() {
        return "KeyText[" + active().fingerprint() + "]";
    }
}
