package dev.parlando.audio.telephony;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * A listener for the events of one leg. Applications may implement this interface.
 *
 * <p>Threading: called on a background thread, one call at a time and in order, shortly after the event. It may block and
 * may use the leg; the listeners of other legs do not wait for it. The first exception is logged, and none has another
 * effect. A listener that is more than 10,000 events behind misses the newest, which
 * {@link LegStatistics#droppedEvents()} counts.
 */
public interface LegListener {
    /** Called when a mark was heard or cleared. Marks with the same outcome are reported in their order. */
    default void onMark(TelephoneLeg leg, String name, MarkOutcome outcome) {}

    /**
     * Called when an utterance continues after its audio was late.
     *
     * @param gapMillis the length of the gap
     */
    default void onStarved(TelephoneLeg leg, LegUtterance utterance, double gapMillis) {}

    /**
     * Called when an utterance has ended: it was heard, stopped or cleared, or failed.
     *
     * @param error the failure; null if there was none
     */
    default void onUtteranceEnded(TelephoneLeg leg, LegUtterance utterance, @Nullable ParlandoException error) {}

    /**
     * Called last, when the leg has ended and its sink was closed.
     *
     * @param statistics the final counters
     * @param error the failure of the transport; null if the leg or its clock was closed
     */
    default void onEnded(TelephoneLeg leg, LegStatistics statistics, @Nullable ParlandoException error) {}
}
