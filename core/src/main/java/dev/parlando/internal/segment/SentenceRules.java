package dev.parlando.internal.segment;

/**
 * The decision about a pending mark, by the word before it and the next visible character.
 *
 * <p>Confined to one thread.
 */
final class SentenceRules {
    /** Digits of the longest number of a list item. */
    private static final int MAX_LIST_DIGITS = 3;
    /** Characters of a line that is too short to be wrapped, so that its end has a meaning. */
    private static final int SHORT_LINE = 50;

    private final SegmentBuffer buffer;
    private final Abbreviations abbreviations;
    private final WordTracker words;
    private final PendingEnd pending;

    SentenceRules(SegmentBuffer buffer, Abbreviations abbreviations, WordTracker words, PendingEnd pending) {
        this.buffer = buffer;
        this.abbreviations = abbreviations;
        this.words = words;
        this.pending = pending;
    }

    /** Returns whether the text before {@code next} ends a sentence, a paragraph or an item of a list. */
    boolean endsSentence(int next) {
        if (pending.lineBreaks() > 0) {
            return endsLine(next);
        }
        return switch (pending.mark()) {
            case SENTENCE -> pending.hasBlank() ? endsBeforeBlank(next) : endsWithoutBlank(next);
            case UNAMBIGUOUS -> !CharacterRules.isHiragana(next);
            default -> false;
        };
    }

    /** Returns whether the text before {@code next} ends a clause. */
    boolean endsClause(int next) {
        if (pending.mark() != Mark.CLAUSE) {
            return false;
        }
        boolean dash = pending.firstMark() == '\u2014';
        return pending.hasBlank() || (!Character.isDigit(next) && (dash || pending.firstMark() >= 0x3000));
    }

    /** Returns whether two words are separated before {@code next}, and not the groups of digits of a number. */
    boolean endsWord(int next, int previous) {
        boolean number = pending.mark() == Mark.NONE && Character.isDigit(next) && words.endsWithDigit();
        return pending.hasBlank()
                && !number
                && !CharacterRules.isNoBreakSpace(previous)
                && !(pending.isFullStop() && isAbbreviation(next));
    }

    private boolean endsLine(int next) {
        if (pending.lineBreaks() > 1) {
            return true;
        }
        boolean item = "-*+#>|\u2022\u2013\u2014\u25CF\u25AA".indexOf(next) >= 0 || Character.isDigit(next);
        boolean ended = pending.mark() != Mark.NONE && pending.firstMark() != ',';
        return item
                || (ended ? !isAbbreviation(next) : !Character.isLowerCase(next) && words.lineLength() < SHORT_LINE);
    }

    private boolean endsBeforeBlank(int next) {
        if (Character.isLowerCase(next)) {
            return pending.isExcited() && !pending.isClosed();
        }
        return !pending.isFullStop() || !isAbbreviation(next);
    }

    /** Returns whether a mark of Latin script ends a sentence that a wide letter follows directly. */
    private boolean endsWithoutBlank(int next) {
        return CharacterRules.isWide(next)
                && (pending.isExcited() || pending.firstMark() == '\uFF0E' || words.endsWithWide());
    }

    private boolean isAbbreviation(int next) {
        if (!pending.isFullStop() || words.start() < 0 || pending.isClosed()) {
            return false;
        }
        long start = words.start();
        long end = words.end();
        if (words.hasDigitsOnly()) {
            return isListOrOrdinal(end - start);
        }
        return switch (abbreviations.find(buffer, start, end)) {
            case ALWAYS -> true;
            case BEFORE_NUMBER -> Character.isDigit(next);
            case MAY_END -> false;
            case NONE -> words.isInitials();
        };
    }

    private boolean isListOrOrdinal(long digits) {
        boolean item = digits <= MAX_LIST_DIGITS && words.isAtLineStart();
        return item || (digits <= 2 && abbreviations.precedesOrdinal(buffer, words.earlierStart(), words.earlierEnd()));
    }
}
