package dev.parlando.credentials;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Formatter;
import java.util.regex.Pattern;

/**
 * Blacks out keys and tokens in text that is about to be logged or reported, whoever wrote it. Immutable.
 *
 * <p>It finds them by what stands before them (the header {@code xi-api-key}, an environment variable, a parameter such as
 * {@code single_use_token}, {@code authorization}), by how they begin ({@code sk_}, {@code sutkn_}), and those that it was
 * given wherever they stand. A key of the older kind, which is nothing but hex digits, is found by the first and the last.
 */
public final class Redaction implements UnaryOperator<String> {
    /** Finds what can be found without knowing a key. */
    public static final Redaction BY_CONTEXT = new Redaction(List.of());

    private static final String REPLACEMENT = "[redacted]";
    /** What was blacked out before stays as it is. */
    private static final String NOT_REPLACED = "(?!\\[redacted])";

    private static final String VALUE = NOT_REPLACED + "(\\[?+[\"']?+)" + NOT_REPLACED + "[^\\s\"',;&\\])}]+";

    /** Each keeps its first two groups: what stands before the secret, and the bracket or quote that opens it. */
    private static final List<Pattern> BY_NAME = List.of(
            Pattern.compile(
                    "((?:xi|elevenlabs)[-_]api[-_]key(?:_primary|_secondary)?[\"']?\\s*[:=]\\s*)" + VALUE, flags()),
            Pattern.compile("((?:single_use_token|\"token\"|'token')\\s*[:=]\\s*)" + VALUE, flags()),
            Pattern.compile("(authorization[\"']?\\s*[:=]\\s*[\"'\\[]?(?:bearer|basic)\\s+)" + VALUE, flags()));

    private static final Pattern BY_PREFIX = Pattern.compile("\\b(sk_|sutkn_)[A-Za-z0-9_-]{6,}");

    private final List<ApiKey> keys;

    private Redaction(List<ApiKey> keys) {
        this.keys = keys;
    }

    private static int flags() {
        return Pattern.CASE_INSENSITIVE;
    }

    /** Returns one that finds these keys wherever they stand, and what can be found without them. */
    public static Redaction of(ApiKey... keys) {
        return new Redaction(List.of(keys));
    }

    /** Returns the text without secrets. */
    @Override
    public String apply(String text) {
        String clean = text;
        for (ApiKey key : keys) {
            clean = key.redact(clean);
        }
        for (Pattern pattern : BY_NAME) {
            clean = pattern.matcher(clean).replaceAll("$1$2" + REPLACEMENT);
        }
        return BY_PREFIX.matcher(clean).replaceAll("$1" + REPLACEMENT);
    }

    /** Returns a formatter for {@code java.util.logging} that blacks out in all that the given one writes, stack traces too. */
    public Formatter of(Formatter formatter) {
        return new RedactingFormatter(formatter, this);
    }
}
