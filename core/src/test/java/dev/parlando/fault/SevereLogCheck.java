package dev.parlando.fault;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Keeps what the engine logs as severe, which it does only when something went wrong that nobody was told of. */
final class SevereLogCheck implements AutoCloseable {
    private final LogRecorder severe = new LogRecorder("dev.parlando", Level.SEVERE);

    /** Fails if anything severe was logged. */
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
