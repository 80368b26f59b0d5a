package dev.parlando.audio.internal.sink;

import dev.parlando.audio.sink.AudioSink;

/** The names of sinks for error messages and events, which must not fail because a sink does. */
public final class SinkNames {
    private SinkNames() {}

    /** Returns the name of the sink, or that of its class if the sink fails to return a name. */
    public static String of(AudioSink sink) {
        try {
            return sink.name();
        } catch (RuntimeException | Error e) {
            return sink.getClass().getName();
        }
    }
}
