package dev.parlando.internal.segment;

/** The kinds of spans that hold a cut. */
enum SpanKind {
    QUOTE,
    BRACKET,
    EMPHASIS,
    /** Inline code between back-ticks. */
    CODE,
    /** A block of code between lines of back-ticks, which may contain blank lines. */
    FENCE,
    TAG;

    /** Returns whether the content is prose, in which a long span may be cut between clauses and words. */
    boolean isProse() {
        return this == QUOTE || this == BRACKET || this == EMPHASIS;
    }
}
