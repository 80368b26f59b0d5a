package dev.parlando.internal.exchange;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.Phase;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Says why an exchange cannot go on. Immutable.
 *
 * @param reason what happened, for people
 * @param cause the underlying failure, if there is one
 * @param refused whether the peer said that it did not look at the request
 * @param timedOut the phase whose time ran out; null if this is no time-out
 */
public record Broken(String reason, @Nullable Throwable cause, boolean refused, @Nullable Phase timedOut) {
    public static Broken off(String reason, @Nullable Throwable cause) {
        return new Broken(reason, cause, false, null);
    }

    /** Says that the peer closed the connection. */
    public static Broken closed(Origin origin) {
        return off("the connection to " + origin.address() + " was closed by the server", null);
    }

    /** Says that reading from or writing to the connection failed. */
    public static Broken failed(Origin origin, Throwable cause) {
        return off("the connection to " + origin.address() + " failed (" + Connector.describe(cause) + ")", cause);
    }

    public static Broken refused(String reason) {
        return new Broken(reason, null, true, null);
    }

    public static Broken timedOut(String reason, Phase phase) {
        return new Broken(reason, null, false, phase);
    }

    /** Returns the error of work that the engine's close ended. */
    public static EngineClosedException engineClosed() {
        return new EngineClosedException("the engine was closed before the speech was complete");
    }
}
