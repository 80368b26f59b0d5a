package dev.parlando.internal.jfr;

import jdk.jfr.FlightRecorder;

/**
 * A check of whether JFR events are worth creating. The check of an event class itself would load about seventy JFR
 * classes, even without a recording. Stateless.
 */
public final class FlightRecorderState {
    /** A runtime image may lack JFR. */
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorderState() {}

    /** Returns whether there is, or was, a recording. */
    public static boolean isActive() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }
}
