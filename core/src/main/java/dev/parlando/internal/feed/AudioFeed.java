package dev.parlando.internal.feed;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Audio that a {@link FedStream} reads as fast as its handler accepts it.
 *
 * <p>Threading: called by one thread at a time, which must not be blocked.
 */
public interface AudioFeed {
    /**
     * Starts the feed.
     *
     * @param onChange called on any thread after more audio has arrived, and after the end
     */
    void open(Runnable onChange);

    /**
     * Returns the next bytes, with the bytes of the last call that were not read. It returns an empty buffer while none
     * are available, and null after the last byte.
     */
    @Nullable
    ByteBuffer next();

    /** Returns the response headers; null while they are unknown. */
    @Nullable
    SpeechResponse response();

    /** Removes and returns the next times of characters that belong to the audio so far; null if there are none. */
    @Nullable
    SpeechTiming nextTiming();

    /** Returns the error that ended the audio; null if there was none. */
    @Nullable
    ParlandoException failure();

    /** Returns whether the audio ended early because its origin was cancelled. */
    boolean cancelled();

    /** Returns the timeline of the request that makes this audio; null if there is none. */
    default @Nullable Timeline origin() {
        return null;
    }

    /** Ends the feed. Called once. */
    void close();
}
