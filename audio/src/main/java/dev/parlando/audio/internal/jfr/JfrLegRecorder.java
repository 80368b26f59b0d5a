package dev.parlando.audio.internal.jfr;

import dev.parlando.internal.jfr.FlightRecorderState;

/**
 * A recorder of telephone legs as JFR events. It has no effect while no recording is running, and loads no class of JFR
 * before the first recording.
 *
 * <p>Threading: stateless and safe for use from any thread.
 */
public final class JfrLegRecorder {
    /** The counters of a leg that has ended. */
    public record Leg(
            String format,
            String policy,
            int ptimeMillis,
            long packets,
            long silencePackets,
            long starvedPackets,
            long skippedPackets,
            long clears,
            long heardMarks,
            long clearedMarks,
            long p50Nanos,
            long p99Nanos,
            long p999Nanos,
            long maxNanos,
            String error) {}

    private JfrLegRecorder() {}

    /** Records the end of a leg. */
    public static void recordEnd(Leg leg) {
        if (FlightRecorderState.isActive()) {
            JfrTelephoneLegEvent event = new JfrTelephoneLegEvent();
            if (event.shouldCommit()) {
                event.setFields(leg);
                event.commit();
            }
        }
    }

    /** Records that an utterance of a leg continues after a gap of {@code gapMillis}. */
    public static void recordStarvation(double gapMillis) {
        if (FlightRecorderState.isActive()) {
            JfrStarvationEvent event = new JfrStarvationEvent();
            if (event.shouldCommit()) {
                event.gap = Math.round(gapMillis * 1e6);
                event.commit();
            }
        }
    }
}
