package dev.parlando.fault;

import dev.parlando.telemetry.AttemptEnded;
import dev.parlando.telemetry.AttemptStarted;
import dev.parlando.telemetry.ConnectionClosed;
import dev.parlando.telemetry.ConnectionDraining;
import dev.parlando.telemetry.ConnectionFailed;
import dev.parlando.telemetry.ConnectionOpened;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.FirstByte;
import dev.parlando.telemetry.RetryPlanned;
import dev.parlando.telemetry.StreamEnded;
import dev.parlando.telemetry.StreamStarted;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listener that records its events in order. All have arrived once the engine is closed. */
final class RecordingEngineListener implements EngineListener {
    private final List<Object> all = new CopyOnWriteArrayList<>();

    List<String> kinds() {
        return all.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    <T> List<T> all(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the only event of a kind. */
    <T> T only(Class<T> kind) {
        List<T> events = all(kind);
        if (events.size() != 1) {
            throw new AssertionError(kind.getSimpleName() + ": " + events);
        }
        return events.get(0);
    }

    @Override
    public void onConnectionOpened(ConnectionOpened event) {
        all.add(event);
    }

    @Override
    public void onConnectionFailed(ConnectionFailed event) {
        all.add(event);
    }

    @Override
    public void onConnectionDraining(ConnectionDraining event) {
        all.add(event);
    }

    @Override
    public void onConnectionClosed(ConnectionClosed event) {
        all.add(event);
    }

    @Override
    public void onStreamStarted(StreamStarted event) {
        all.add(event);
    }

    @Override
    public void onAttemptStarted(AttemptStarted event) {
        all.add(event);
    }

    @Override
    public void onAttemptEnded(AttemptEnded event) {
        all.add(event);
    }

    @Override
    public void onRetryPlanned(RetryPlanned event) {
        all.add(event);
    }

    @Override
    public void onFirstByte(FirstByte event) {
        all.add(event);
    }

    @Override
    public void onStreamEnded(StreamEnded event) {
        all.add(event);
    }
}
