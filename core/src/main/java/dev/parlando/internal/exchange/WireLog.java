package dev.parlando.internal.exchange;

import dev.parlando.credentials.Redaction;

/** The name and the redaction of the wire log, which both protocols write. Stateless. */
public final class WireLog {
    /** Name of the logger, which shows frames and messages at level TRACE. */
    public static final String NAME = "dev.parlando.wire";

    private WireLog() {}

    /** Returns a header value with secrets redacted; the name determines the kind of secret. */
    public static String redact(CharSequence name, CharSequence value) {
        String prefix = name + ": ";
        return Redaction.BY_CONTEXT.apply(prefix + value).substring(prefix.length());
    }
}
