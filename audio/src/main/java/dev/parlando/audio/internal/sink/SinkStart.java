package dev.parlando.audio.internal.sink;

import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.PlaybackException;
import java.util.Objects;

/** The start of a player or mixer with a custom sink. If it fails, the sink is closed. */
public final class SinkStart {
    private SinkStart() {}

    /**
     * Returns the clock of the sink.
     *
     * @throws PlaybackException if the sink returns none; the sink is then closed
     */
    public static SinkClock clock(AudioSink sink) {
        try {
            return Objects.requireNonNull(sink.clock(), "clock() returned null");
        } catch (RuntimeException | Error e) {
            PlaybackException failure =
                    new PlaybackException("sink '" + SinkNames.of(sink) + "' failed to return its clock: " + e, e);
            closeAfter(sink, failure);
            throw failure;
        }
    }

    /** Closes the sink after a failure, to which an exception of the close is added. */
    public static void closeAfter(AudioSink sink, Throwable failure) {
        try {
            sink.close();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }
}
