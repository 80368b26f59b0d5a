package dev.parlando.text;

import java.util.Objects;

/**
 * A piece of a live text that is to be spoken as one unit. The segments of a text follow one another. Only white
 * space can be between two of them.
 *
 * @param spoken the text to speak, which is not blank and ends with the white space after it
 * @param spokenStart number of spoken characters ({@code char} values) of the text before this segment
 * @param flush whether the writer waits for its audio, so that it must not wait for later text
 */
public record TextSegment(String spoken, long spokenStart, boolean flush) {
    public TextSegment {
        Objects.requireNonNull(spoken, "spoken");
    }

    /** Returns the number of spoken characters of the text up to the end of this segment. */
    public long spokenEnd() {
        return spokenStart + spoken.length();
    }
}
