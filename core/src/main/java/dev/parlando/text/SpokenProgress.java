package dev.parlando.text;

import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.Transcript;
import java.util.Objects;

/**
 * The number of characters of a text that have been heard at a playback position.
 *
 * <p>It compares the text that was sent with the text of the service's times, which may have numbers spelled out,
 * repeat itself or end within words, as {@link Transcript} describes. Text that differs, such as a number and its words,
 * counts as heard only as a whole. With {@link SpokenText#writtenIndex}, the number leads to the heard part of the
 * written text.
 *
 * <pre>{@code
 * SpokenText text = new SpokenText(TextFilters.markdown());
 * text.append("**Hello**, world. ");
 * SpokenProgress progress = new SpokenProgress();
 * progress.append(text.takeSpoken()); // when it is sent
 * progress.add(new SpeechTiming(null, null), 0); // for each timing that arrives
 * int heard = progress.heardCharacters(450); // when the listener interrupts
 * int heardOfWritten = text.writtenIndex(heard);
 * }</pre>
 *
 * <p>Threading: confined to one thread, or guarded by the caller.
 */
public final class SpokenProgress {
    private final Transcript transcript;
    private final TextAlignment alignment = new TextAlignment();
    private boolean complete;

    /** Creates the progress of an empty text. */
    public SpokenProgress() {
        this(new Transcript());
    }

    /**
     * Creates the progress of an empty text with an empty transcript, such as to read its words, too. All times are added
     * to this progress, which passes them on.
     */
    public SpokenProgress(Transcript transcript) {
        this.transcript = Objects.requireNonNull(transcript, "transcript");
    }

    /** Appends text that is sent to the service. It must be appended before its times are added. */
    public void append(CharSequence spoken) {
        alignment.appendSent(spoken.toString());
    }

    /**
     * Adds the next times of the service.
     *
     * @param receivedMillis length of the audio received so far, in milliseconds; 0 if it is not known
     */
    public void add(SpeechTiming timing, double receivedMillis) {
        transcript.add(timing, receivedMillis);
        align();
    }

    private void align() {
        alignment.appendAligned(transcript.textFrom(alignment.alignedLength()));
    }

    /**
     * Marks the end of the times, after which all of the text is heard at the end of the audio.
     *
     * @param lengthMillis length of the audio, in milliseconds; 0 if it is not known
     */
    public void complete(double lengthMillis) {
        transcript.complete(lengthMillis);
        align();
        alignment.complete();
        complete = true;
    }

    /**
     * Returns the number of sent characters that have been spoken at a time. It never decreases with the time. Without any
     * times it is 0.
     *
     * @param millis time since the first sample, in milliseconds
     */
    public int heardCharacters(double millis) {
        align();
        int aligned = transcript.textUntil(millis).length();
        if (aligned == 0 || aligned < alignment.alignedLength()) {
            return alignment.sentCharacters(aligned);
        }
        return complete ? alignment.sentLength() : alignment.endOfAligned();
    }

    /** Returns whether times of all appended characters have arrived. Marks and white space after them need none. */
    public boolean hasAllTimes() {
        align();
        return alignment.hasNoWordFrom(alignment.endOfAligned());
    }
}
