package dev.parlando.text;

import org.jspecify.annotations.Nullable;

/**
 * The reading end of a live text, for implementations of {@link dev.parlando.speech.SpeechSource}. It returns the text
 * segment by segment and never blocks.
 *
 * <pre>{@code
 * LiveText text = LiveText.of(SpeechRequest.template().build());
 * LiveTextReader reader = text.reader(Runnable::run);
 * TextSegment segment;
 * while ((segment = reader.next(System.nanoTime())) != null) {
 *     System.out.println(segment.spoken()); // sends it
 *     reader.sent(segment);
 * }
 * boolean mayContinue = reader.state() == LiveTextReader.State.OPEN; // after onReadable, or nanosUntilQuiet
 * }</pre>
 *
 * <p>Threading: safe for use from any thread, but only one reads at a time.
 */
public interface LiveTextReader {
    /** States of a live text, as its reader sees them. */
    enum State {
        /** Segments remain, or the writer may write more. */
        OPEN,
        /** The writer has ended the text and all segments were returned. */
        ENDED,
        /** The writer has failed and all segments before the failure were returned. */
        FAILED,
        /** The writer or the reader has cancelled the text; no segment is returned. */
        CANCELLED
    }

    /**
     * Sets the action for each change of the text or its state. It runs on the thread of the writer and must be quick.
     * It also runs once in this method, for changes before the call.
     */
    void onReadable(Runnable action);

    /**
     * Returns the next segment, or null if there is none at this time. A quiet time of the writer makes the buffered
     * characters a segment. White space between two segments is left out, and counts as sent.
     *
     * @param nanoTime the current time of any clock of the reader that never goes back, in nanoseconds
     */
    @Nullable
    TextSegment next(long nanoTime);

    /**
     * Returns the nanoseconds until the quiet time ends and {@link #next} may return a segment. Returns
     * {@link Long#MAX_VALUE} if no character is buffered.
     */
    long nanosUntilQuiet(long nanoTime);

    /** Records that a segment was sent, before its times can arrive. It makes room for the writer. */
    void sent(TextSegment segment);

    /** Returns the state. */
    State state();

    /** Returns the failure of the writer in state {@link State#FAILED}; null in all other states. */
    @Nullable
    Throwable failure();

    /**
     * Ends the reading. If the writer has not ended the text, it is cancelled: its actions for a cancellation run, and
     * further text is discarded. Has no effect after a cancellation.
     */
    void close();
}
