package dev.parlando.transcript;

/**
 * Is a word and the time in which it is heard.
 *
 * @param text the word, with the punctuation that touches it
 * @param textIndex where in the text it begins, as an index of {@link String}
 * @param startMillis when it begins to be heard
 * @param endMillis when it has been heard
 */
public record TimedWord(String text, int textIndex, double startMillis, double endMillis) {
    /** Returns the word as it is heard so much later, but not before 0. */
    public TimedWord shiftedBy(double millis) {
        return new TimedWord(text, textIndex, Math.max(0, startMillis + millis), Math.max(0, endMillis + millis));
    }
}
