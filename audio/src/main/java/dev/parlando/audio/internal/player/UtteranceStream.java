package dev.parlando.audio.internal.player;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one utterance. It may be code of a user, so an exception that it throws must not end the playback thread
 * or leave the utterance open.
 *
 * <p>Threading: safe from any thread.
 */
final class UtteranceStream {
    private volatile @Nullable SpeechStream stream;

    void set(SpeechStream started) {
        stream = started;
    }

    /** Returns the stream, or {@code null} before the audio was requested. */
    @Nullable
    SpeechStream get() {
        return stream;
    }

    /** Cancels the stream if there is one. Logs an exception, since the utterance ends in any case. */
    void cancel() {
        SpeechStream started = stream;
        if (started == null) {
            return;
        }
        try {
            started.cancel();
        } catch (RuntimeException | Error e) {
            System.getLogger(UtteranceStream.class.getName())
                    .log(System.Logger.Level.WARNING, "SpeechStream.cancel() failed", e);
        }
    }

    /** Resumes the stream if there is one. Returns an error if that failed, since no more audio will arrive. */
    @Nullable
    ParlandoException resume() {
        SpeechStream started = stream;
        try {
            if (started != null) {
                started.resume();
            }
            return null;
        } catch (RuntimeException | Error e) {
            return ParlandoException.from(e);
        }
    }
}
