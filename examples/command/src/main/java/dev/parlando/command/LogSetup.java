package dev.parlando.command;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Suppresses log output on the terminal, except warnings about keys, unless the user has configured logging.
 *
 * <p>Threading: safe for use from any thread.
 */
final class LogSetup {
    /** A strong reference, because an unreferenced logger is collected together with its handler. */
    private static final Logger KEYS = Logger.getLogger("dev.parlando.credentials");

    private LogSetup() {}

    static void configureDefaults() {
        if (System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null) {
            LogManager.getLogManager().reset();
            KEYS.addHandler(onStandardError());
        }
    }

    private static Handler onStandardError() {
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.WARNING);
        handler.setFormatter(new Formatter() {
            @Override
            public String format(LogRecord entry) {
                return "parlando: " + formatMessage(entry) + System.lineSeparator();
            }
        });
        return handler;
    }
}
