package dev.parlando.text;

/** The rule for the end of the first segment, on which the time until the first sound depends. */
public enum FirstSegment {
    /**
     * The first segment may end within a sentence: after a clause of at least 24 characters, or at the last word
     * boundary before 60 characters. A character of Chinese, Japanese or Korean counts as three.
     */
    EAGER,
    /** The first segment ends with a sentence, as later segments do. */
    SENTENCE
}
