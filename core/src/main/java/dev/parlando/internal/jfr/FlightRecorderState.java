package dev.parlando.internal.jfr;

import jdk.jfr.FlightRecorder;

/**
 * Knows whether it is worth making an event. To ask an event itself would load some seventy classes of the recorder, even
 * if nobody records. Stateless.
 */
public final class FlightRecorderState {
    /** A runtime image may come without the recorder. */
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorderState() {}

    /** Returns whether there is, or was, a recording. */
    public static boolean isActive() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }
}
