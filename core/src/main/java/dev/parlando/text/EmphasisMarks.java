package dev.parlando.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayDeque;

/**
 * The open emphasis marks of a paragraph, and the rules for pairs of marks.
 *
 * <p>A mark opens at a word boundary before a character that is not white space. It closes after such a character. A
 * single mark also closes only at a word boundary, so that arithmetic and identifiers survive. Letters of scripts
 * without spaces between words are boundaries.
 *
 * <p>Confined to one thread.
 */
final class EmphasisMarks {
    /** Longest run that marks emphasis. Longer ones are a blank to fill in. */
    static final int MAX_RUN = 3;
    /** Deepest nesting; more marks are not emphasis. */
    private static final int MAX_OPEN = 16;

    private static final int START_BRACKET = Character.START_PUNCTUATION;
    private static final int END_BRACKET = Character.END_PUNCTUATION;

    /** Lengths of the open runs, negative for underscores; the innermost is first. */
    private final ArrayDeque<Integer> open = new ArrayDeque<>();

    void clear() {
        open.clear();
    }

    /** Opens a run, unless too many are open. */
    boolean open(char mark, int length) {
        if (open.size() == MAX_OPEN) {
            return false;
        }
        open.push(mark == '_' ? -length : length);
        return true;
    }

    /** Closes open runs with a run of up to {@code length} marks; returns the number of marks that close one. */
    int close(char mark, int length) {
        int sign = mark == '_' ? -1 : 1;
        int closed = 0;
        while (closed < length && !open.isEmpty() && open.peek() * sign > 0) {
            int inner = open.pop() * sign;
            int used = Math.min(inner, length - closed);
            closed += used;
            if (used < inner) {
                open.push((inner - used) * sign);
            }
        }
        return closed;
    }

    /** Returns the length of the innermost open run if it has this mark; otherwise 0. */
    int innermost(char mark) {
        int length = open.isEmpty() ? 0 : open.peek() * (mark == '_' ? -1 : 1);
        return Math.max(0, length);
    }

    /** Returns whether a run may open emphasis between two code points. */
    static boolean canOpen(int before, int after) {
        return !Character.isWhitespace(after) && isBoundary(before) && Character.getType(before) != END_BRACKET;
    }

    /**
     * Returns whether a run of {@code length} marks between two code points closes emphasis that was opened by a run of
     * {@code openLength} marks. A double asterisk may close within a word, as in "**L**arge".
     */
    static boolean canClose(char mark, int openLength, int length, int before, int after) {
        boolean fits = openLength == 1 ? length % 2 == 1 : length > 1;
        boolean withinWord = mark == '*' && openLength > 1 && !Character.isDigit(after);
        boolean atBoundary = isBoundary(after) && Character.getType(after) != START_BRACKET;
        return fits && !Character.isWhitespace(before) && (atBoundary || withinWord);
    }

    /** Returns whether a word may end before, or start after, a code point. */
    private static boolean isBoundary(int codePoint) {
        if (!Character.isLetterOrDigit(codePoint)) {
            return codePoint != '_';
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HANGUL
                || script == UnicodeScript.THAI
                || script == UnicodeScript.LAO
                || script == UnicodeScript.KHMER
                || script == UnicodeScript.MYANMAR;
    }
}
