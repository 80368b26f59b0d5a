package dev.parlando.internal.segment;

/** The effect of a punctuation mark. */
enum Mark {
    NONE,
    /** A mark that ends a clause, such as a comma. */
    CLAUSE,
    /** A mark that ends a sentence only if the next character permits it, such as a full stop. */
    SENTENCE,
    /** A mark that has no other use than the end of a sentence. */
    UNAMBIGUOUS;

    /** Returns the effect of a code point after {@code previous}. A semicolon after a Greek letter asks a question. */
    static Mark of(int codePoint, int previous) {
        boolean greek = codePoint == ';' && ((previous >= 0x370 && previous <= 0x3FF) || (previous >> 8) == 0x1F);
        return greek ? SENTENCE : ScriptMarks.effect(codePoint);
    }
}
