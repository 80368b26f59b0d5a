package dev.parlando.transcript;

import java.util.Objects;

/**
 * A word with the time span in which it is spoken. Immutable.
 *
 * @param text the word, with adjacent punctuation
 * @param textIndex position of the word in the text, as an index of {@link String}
 * @param startMillis start of the word, in milliseconds since the start of the speech
 * @param endMillis end of the word, in milliseconds since the start of the speech
 */
public record TimedWord(String text, int textIndex, double startMillis, double endMillis) {
    public TimedWord {
        Objects.requireNonNull(text, "text");
    }

    /** Returns the word with both times moved by {@code millis}, but not to before 0. */
    public TimedWord shiftedBy(double millis) {
        return new TimedWord(text, textIndex, Math.max(0, startMillis + millis), Math.max(0, endMillis + millis));
    }

    /** Returns the word with both times limited to the length of the audio, in milliseconds. */
    public TimedWord limitedTo(double lengthMillis) {
        return endMillis <= lengthMillis
                ? this
                : new TimedWord(text, textIndex, Math.min(startMillis, lengthMillis), lengthMillis);
    }
}
