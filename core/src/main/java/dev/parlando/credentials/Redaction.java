package dev.parlando.credentials;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Replaces keys and tokens by {@code [redacted]} in text for logs and reports, including text of other libraries.
 * Immutable.
 *
 * <p>It recognises a secret in three ways:
 * <ul>
 * <li>by the preceding name: the header {@code xi-api-key}, an environment variable, {@code authorization}, or a
 *     parameter such as {@code single_use_token}
 * <li>by the prefix {@code sk_} or {@code sutkn_}
 * <li>by its value, for the keys passed to {@link #of(ApiKey...)}
 * </ul>
 *
 * <p>Keys of the older kind consist of hex digits only, so they are found by name or value.
 */
public final class Redaction implements UnaryOperator<String> {
    /** Redacts by name and prefix only. */
    public static final Redaction BY_CONTEXT = new Redaction(List.of());

    private static final String REPLACEMENT = "[redacted]";
    /** Lookahead that leaves an earlier replacement unchanged. */
    private static final String NOT_REPLACED = "(?!\\[redacted])";

    private static final String VALUE = NOT_REPLACED + "(\\[?+[\"']?+)" + NOT_REPLACED + "[^\\s\"',;&\\])}]+";

    /**
     * Patterns of a secret after its name. Groups 1 and 2 are kept: the text before the secret, and its opening bracket
     * or quote.
     */
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

    /** Returns a redaction of these keys by value, and of others by name and prefix. */
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

    /** Returns a {@code java.util.logging} formatter that redacts the output of another one, including stack traces. */
    public Formatter of(Formatter formatter) {
        return new RedactingFormatter(Objects.requireNonNull(formatter, "formatter"), this);
    }

    /** Formatter that redacts secrets in the output of another formatter. Immutable. */
    private static final class RedactingFormatter extends Formatter {
        private final Formatter formatter;
        private final Redaction redaction;

        RedactingFormatter(Formatter formatter, Redaction redaction) {
            this.formatter = formatter;
            this.redaction = redaction;
        }

        @Override
        public String format(LogRecord entry) {
            return redaction.apply(formatter.format(entry));
        }

        @Override
        public String getHead(Handler handler) {
            return formatter.getHead(handler);
        }

        @Override
        public String getTail(Handler handler) {
            return formatter.getTail(handler);
        }
    }
}
