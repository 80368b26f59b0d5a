package dev.parlando.internal.exchange;

import dev.parlando.credentials.Redaction;
import java.util.Set;

/** The name and the redaction of the wire log, which both protocols write. Stateless. */
public final class WireLog {
    /** Name of the logger, which shows frames and messages at level TRACE. */
    public static final String NAME = "dev.parlando.wire";

    private static final String REDACTED = "[redacted]";

    /** Headers of users whose whole value is secret. */
    private static final Set<String> SECRET_NAMES = Set.of("authorization", "cookie");

    private WireLog() {}

    /** Returns whether the whole value of a header other than the key is secret. */
    static boolean isSecret(CharSequence name) {
        return SECRET_NAMES.contains(name.toString());
    }

    /** Returns a header value with secrets redacted; the name determines the kind of secret. */
    public static String redact(CharSequence name, CharSequence value) {
        if (isSecret(name)) {
            return REDACTED;
        }
        String prefix = name + ": ";
        return Redaction.BY_CONTEXT.apply(prefix + value).substring(prefix.length());
    }
}
