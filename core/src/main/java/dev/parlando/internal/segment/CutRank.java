package dev.parlando.internal.segment;

/** The kinds of positions at which a long segment may be cut. */
enum CutRank {
    /** The end of a clause or short sentence, outside all spans. */
    CLAUSE,
    /** A boundary between two words, outside all spans. */
    WORD,
    /** The end of a sentence within a quotation, bracket or emphasis, or of a line of code. */
    INNER_SENTENCE,
    INNER_CLAUSE,
    INNER_WORD,
    /** A boundary between two words of code or of a tag. */
    CODE_WORD,
    GRAPHEME
}
