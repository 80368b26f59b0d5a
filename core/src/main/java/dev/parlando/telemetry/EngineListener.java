package dev.parlando.telemetry;

/**
 * Receives events about the connections, attempts and streams of an engine, for metrics and traces. Implemented by
 * users; passed to {@link dev.parlando.SpeechEngineBuilder#listener}.
 *
 * <p>No event exists per chunk. The permits have events of their own, see
 * {@link dev.parlando.governor.GovernorListener}, and {@link dev.parlando.SpeechEngine#stats()} returns totals. New events
 * are added as default methods, and new values as record components.
 *
 * <p>Threading: the thread {@code parlando-events}, which has no other task, makes all calls one at a time and in order.
 * The first exception thrown by a listener is logged, and none has another effect. If the listeners are more than 10,000
 * events behind, the oldest are dropped. {@link EngineStats#droppedEvents} counts them.
 */
public interface EngineListener {
    /** Called when a connection is ready for requests. */
    default void onConnectionOpened(ConnectionOpened event) {}

    /** Called when a connection could not be opened. */
    default void onConnectionFailed(ConnectionFailed event) {}

    /** Called when the peer accepts no new requests on a connection, whose running ones continue. */
    default void onConnectionDraining(ConnectionDraining event) {}

    /** Called when an opened connection is closed. */
    default void onConnectionClosed(ConnectionClosed event) {}

    /** Called when a call for speech was made. */
    default void onStreamStarted(StreamStarted event) {}

    /** Called when an attempt to send the request of a stream starts; it waits for a permit first. */
    default void onAttemptStarted(AttemptStarted event) {}

    /** Called when the service has accepted an attempt, or the attempt has failed. */
    default void onAttemptEnded(AttemptEnded event) {}

    /** Called when a failed attempt will be followed by another. */
    default void onRetryPlanned(RetryPlanned event) {}

    /** Called when the first byte of the audio of a stream has arrived. */
    default void onFirstByte(FirstByte event) {}

    /** Called when a stream has completed, failed or been cancelled; the last event of the stream. */
    default void onStreamEnded(StreamEnded event) {}
}
