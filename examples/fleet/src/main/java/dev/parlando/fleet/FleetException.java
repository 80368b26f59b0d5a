package dev.parlando.fleet;

/** Thrown when the figures of a fleet cannot be read. Speech does not depend on Redis and never fails with it. */
public final class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FleetException(String message, Throwable cause) {
        super(message, cause);
    }
}
