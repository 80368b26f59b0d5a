package dev.parlando.internal.exchange;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Says why an exchange cannot go on. Immutable.
 *
 * @param reason what happened, for people
 * @param cause the underlying failure, if there is one
 * @param refused whether the peer said that it did not look at the request
 * @param timeoutPhase the phase whose time ran out; null if this is no time-out
 */
public record StreamFailure(
        String reason, @Nullable Throwable cause, boolean refused, @Nullable TimeoutPhase timeoutPhase) {
    public static StreamFailure of(String reason, @Nullable Throwable cause) {
        return new StreamFailure(reason, cause, false, null);
    }

    /** Says that the peer closed the connection. */
    public static StreamFailure connectionClosed(Origin origin) {
        return of("the connection to " + origin.address() + " was closed by the server", null);
    }

    /** Says that reading from or writing to the connection failed. */
    public static StreamFailure connectionFailed(Origin origin, Throwable cause) {
        return of(
                "the connection to " + origin.address() + " failed (" + Connector.rootCauseMessage(cause) + ")", cause);
    }

    public static StreamFailure refused(String reason) {
        return new StreamFailure(reason, null, true, null);
    }

    public static StreamFailure timedOut(String reason, TimeoutPhase phase) {
        return new StreamFailure(reason, null, false, phase);
    }

    /** Returns the error of work that the engine's close ended. */
    public static EngineClosedException engineClosed() {
        return new EngineClosedException("the engine was closed before the speech was complete");
    }
}
