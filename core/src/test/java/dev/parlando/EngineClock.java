package dev.parlando;

import java.util.function.LongSupplier;

/** Sets the clock of an engine, which only tests may do: event loops read it. */
public final class EngineClock {
    private EngineClock() {}

    /** Sets the monotonic clock, in nanoseconds, of timelines and the engine's own governor. */
    public static SpeechEngineBuilder set(SpeechEngineBuilder builder, LongSupplier nanoClock) {
        return builder.nanoClock(nanoClock);
    }
}
