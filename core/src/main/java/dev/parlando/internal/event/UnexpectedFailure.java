package dev.parlando.internal.event;

import dev.parlando.error.InternalException;
import dev.parlando.error.ParlandoException;

/**
 * The conversion of anything thrown into the error that ends a request, and the containment of failures at the end of the
 * engine's parts. A failure that the library does not expect is logged.
 *
 * <p>Threading: stateless. It never throws.
 */
public final class UnexpectedFailure {
    private static final System.Logger LOG = System.getLogger(ParlandoException.class.getPackageName());

    private UnexpectedFailure() {}

    /** Returns the error for a failure, and logs the failure unless it is an error of this library. */
    public static ParlandoException toException(Throwable thrown) {
        ParlandoException error = ParlandoException.from(thrown);
        if (error instanceof InternalException && error != thrown) {
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.ERROR, "a request ended unexpectedly", error));
        }
        return error;
    }

    /** Runs a step whose failure must not keep the steps after it from running. */
    public static void contain(Runnable step) {
        try {
            step.run();
        } catch (Throwable thrown) {
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.ERROR, "a part of the engine did not end", thrown));
        }
    }
}
