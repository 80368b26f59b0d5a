package dev.parlando.fault;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what the engine logs as severe, which it does only when something went wrong that nobody was told of. */
final class Alarms extends Handler {
    private final Logger logger = Logger.getLogger("dev.parlando");
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

    Alarms() {
        setLevel(Level.SEVERE);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            records.add(record);
        }
    }

    /** Fails if anything severe was logged. */
    void check() {
        LogRecord record = records.poll();
        if (record != null) {
            throw new AssertionError("logged: " + record.getMessage() + " (" + record.getThrown() + ")");
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
