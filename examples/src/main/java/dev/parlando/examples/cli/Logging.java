package dev.parlando.examples.cli;

import java.util.logging.LogManager;

/** Keeps libraries from writing to the terminal, unless the user has configured logging. */
final class Logging {
    private Logging() {}

    static void quietUnlessConfigured() {
        if (System.getProperty("java.util.logging.config.file") == null
                && System.getProperty("java.util.logging.config.class") == null) {
            LogManager.getLogManager().reset();
        }
    }
}
