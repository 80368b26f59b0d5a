package dev.parlando.internal.exchange;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.origin.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The reason why an exchange cannot continue. Immutable.
 *
 * @param reason description of the failure, for error messages
 * @param cause the underlying failure; null if there is none
 * @param refused whether the peer reported that it did not process the request
 * @param timeoutPhase the phase that timed out; null if this is not a timeout
 */
public record StreamFailure(
        String reason, @Nullable Throwable cause, boolean refused, @Nullable TimeoutPhase timeoutPhase) {
    public static StreamFailure of(String reason, @Nullable Throwable cause) {
        return new StreamFailure(reason, cause, false, null);
    }

    /** Returns the failure for a connection that the peer closed. */
    public static StreamFailure connectionClosed(Origin origin) {
        return of("the connection to " + origin.address() + " was closed by the server", null);
    }

    /** Returns the failure for an I/O error on the connection. */
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
