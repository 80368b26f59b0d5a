package dev.parlando.internal.segment;

/** The effect of an abbreviation on the full stop after it. */
enum AbbreviationKind {
    /** The word is not an abbreviation. */
    NONE,
    /** The full stop never ends a sentence, as after a title. */
    ALWAYS,
    /** The full stop does not end a sentence before a digit, as after the word for number. */
    BEFORE_NUMBER,
    /** The full stop ends a sentence before a capital, as after the word for the afternoon. */
    MAY_END
}
