package dev.parlando.audio;

import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.LiveText;
import dev.parlando.text.LiveTextReport;

/**
 * Speech whose text is being written, with the handle of its playback. {@link SpeechPlayer#live} starts it.
 *
 * <pre>{@code
 * LiveSpeech answer = player.live();
 * answer.onCancel(() -> System.err.println("The model stops, too."));
 * answer.append("It is noon. "); // for each token of a language model
 * answer.end(); // at its end, or fail
 * // The user interrupts:
 * LiveTextReport report = answer.stop();
 * String history = report.heard();
 * }</pre>
 *
 * <p>Threading: all methods are safe for use from any thread, and none blocks. The order of the text is that of the
 * calls.
 */
public final class LiveSpeech {
    private final LiveText text;
    private final Playback playback;

    LiveSpeech(LiveText text, Playback playback) {
        this.text = text;
        this.playback = playback;
    }

    /**
     * Appends text and returns the number of characters that still fit. After a stop the text is discarded and 0 is
     * returned.
     *
     * @throws IllegalStateException if the text does not fit, of which nothing is appended, or after {@link #end()} or
     *     {@link #fail}
     */
    public int append(String piece) {
        return text.append(piece);
    }

    /** Makes the text so far be spoken without waiting for more, such as before a pause for a tool call. */
    public void flush() {
        text.flush();
    }

    /** Ends the text. The playback ends once all of it was played. */
    public void end() {
        text.end();
    }

    /** Ends the text with a failure of its writer. The text so far is played, then the playback fails. */
    public void fail(Throwable failure) {
        text.fail(failure);
    }

    /**
     * Adds an action that runs once if the playback is stopped or fails before the text has ended, such as to stop a
     * language model. See {@link LiveText#onCancel}.
     */
    public void onCancel(Runnable action) {
        text.onCancel(action);
    }

    /** Returns the text, such as to subscribe it to a publisher. */
    public LiveText text() {
        return text;
    }

    /** Returns the handle of the playback, such as to hold it on a possible barge-in. */
    public Playback playback() {
        return playback;
    }

    /**
     * Stops the playback with a fade, cancels the text, and returns its heard, unheard and unsent parts. A character that
     * plays during the fade of 5 ms counts as unheard here. {@link #report()} includes it once the playback has ended.
     */
    public LiveTextReport stop() {
        playback.stop();
        return playback.textReport();
    }

    /** Returns the heard, unheard and unsent parts of the text so far; see {@link Playback#textReport()}. */
    public LiveTextReport report() {
        return playback.textReport();
    }
}
