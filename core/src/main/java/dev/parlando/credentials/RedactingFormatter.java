package dev.parlando.credentials;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Formatter that redacts secrets in the output of another formatter. Immutable. */
final class RedactingFormatter extends Formatter {
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
