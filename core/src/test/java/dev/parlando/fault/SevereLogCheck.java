package dev.parlando.fault;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Records severe log messages, which the engine writes only for errors that it cannot report to a caller. */
final class SevereLogCheck implements AutoCloseable {
    private final LogRecorder severe = new LogRecorder("dev.parlando", Level.SEVERE);

    /** Fails if a severe message was logged. */
    void check() {
        for (LogRecord record : severe.records()) {
            throw new AssertionError("logged: " + record.getMessage() + " (" + record.getThrown() + ")");
        }
    }

    @Override
    public void close() {
        severe.close();
    }
}
