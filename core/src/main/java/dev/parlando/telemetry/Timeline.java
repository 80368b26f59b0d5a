package dev.parlando.telemetry;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Times of the events of one utterance, in nanoseconds since the call. The engine and the player record them.
 *
 * <p>The first time of an event is kept. Only for {@link TimelineEvent#END} the last one is kept, because playback ends
 * after the last byte has arrived.
 *
 * <p>Threading: any thread may read, also while the utterance runs.
 */
public interface Timeline {
    /** Returns the time of an event, in nanoseconds since the call; empty if it has not happened. */
    OptionalLong nanos(TimelineEvent event);

    /** Returns the time of an event, in milliseconds since the call; empty if it has not happened. */
    default OptionalDouble millis(TimelineEvent event) {
        OptionalLong nanos = nanos(event);
        return nanos.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(nanos.getAsLong() / 1e6);
    }

    /** Returns the records of the finished attempts, first to last; an attempt in flight is not included. */
    List<AttemptRecord> attempts();

    /** Returns the time since the call, in nanoseconds. */
    long elapsedNanos();
}
