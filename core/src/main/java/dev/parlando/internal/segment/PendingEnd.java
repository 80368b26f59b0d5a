package dev.parlando.internal.segment;

/**
 * A mark that may end a sentence or clause, with the characters that followed it, until the next visible character
 * decides.
 *
 * <p>Confined to one thread.
 */
final class PendingEnd {
    private Mark mark = Mark.NONE;
    private int firstMark;
    private int dots;
    private boolean excited;
    private boolean closed;
    private boolean blank;
    private int lineBreaks;

    /** Starts with a mark, or extends the run of marks. */
    void add(int codePoint, Mark kind) {
        if (mark == Mark.NONE) {
            firstMark = codePoint;
        }
        if (kind.compareTo(mark) > 0) {
            mark = kind;
        }
        dots += codePoint == '.' ? 1 : codePoint == '\u2026' ? 3 : 0;
        excited |= codePoint == '!' || codePoint == '?';
        blank = false;
    }

    /** Adds a closing character after the mark. */
    void addCloser() {
        closed = true;
        blank = false;
    }

    void addBlank(int codePoint) {
        blank = true;
        if (codePoint == '\n') {
            lineBreaks++;
        }
    }

    void clear() {
        mark = Mark.NONE;
        firstMark = 0;
        dots = 0;
        excited = false;
        closed = false;
        blank = false;
        lineBreaks = 0;
    }

    Mark mark() {
        return mark;
    }

    /** Returns whether the mark is one full stop. */
    boolean isFullStop() {
        return dots == 1 && !excited;
    }

    int firstMark() {
        return firstMark;
    }

    /** Returns whether the mark is an exclamation or question mark. */
    boolean isExcited() {
        return excited;
    }

    /** Returns whether a closing quotation mark or bracket followed the mark. */
    boolean isClosed() {
        return closed;
    }

    boolean hasBlank() {
        return blank;
    }

    int lineBreaks() {
        return lineBreaks;
    }
}
