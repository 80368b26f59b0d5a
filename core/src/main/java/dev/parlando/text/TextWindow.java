package dev.parlando.text;

/**
 * The undecided characters of a text during one call of a filter, and the position of the filter in them.
 *
 * <p>Confined to one thread.
 */
final class TextWindow {
    /** Result of a search whose result depends on characters that are not written yet. */
    static final int UNKNOWN = -2;
    /** Result of a search without a match. */
    static final int NONE = -1;

    private final TextFilter.Decisions decisions;
    private final CharSequence text;
    private final boolean all;
    private final int before;
    private int at;

    /**
     * Creates a window at the first undecided character.
     *
     * @param before the code point before the first character; a line feed at the start of a text
     */
    TextWindow(CharSequence text, boolean all, TextFilter.Decisions decisions, int before) {
        this.text = text;
        this.all = all;
        this.decisions = decisions;
        this.before = before;
    }

    /** Returns whether there is a character at a distance from the position. */
    boolean has(int distance) {
        return at + distance < text.length();
    }

    /** Returns whether the character at a distance is not written yet, but may be. */
    boolean isOpen(int distance) {
        return !all && !has(distance);
    }

    /** Returns the character at a distance from the position; a line feed after the end. */
    char charAt(int distance) {
        return has(distance) ? text.charAt(at + distance) : '\n';
    }

    /** Returns the code point at a distance from the position; a line feed after the end. */
    int codePointAt(int distance) {
        return has(distance) ? Character.codePointAt(text, at + distance) : '\n';
    }

    /** Returns the code point before a distance from the position. */
    int codePointBefore(int distance) {
        return at + distance == 0 ? before : Character.codePointBefore(text, at + distance);
    }

    /** Returns the distance after the equal characters that start at a distance, within a limit. */
    int skip(int distance, char character, int limit) {
        int to = distance;
        while (to - distance < limit && has(to) && charAt(to) == character) {
            to++;
        }
        return to;
    }

    /** Returns the distance after the spaces and tabs that start at a distance, within a limit. */
    int skipBlanks(int distance, int limit) {
        int to = distance;
        while (to - distance < limit && has(to) && isBlank(charAt(to))) {
            to++;
        }
        return to;
    }

    /** Returns whether a character is white space within a line, or a part of a line end. */
    static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    void keep(int count) {
        decisions.keep(count);
        at += count;
    }

    void drop(int count) {
        if (count > 0) {
            decisions.drop(count);
            at += count;
        }
    }

    void replace(int count, String spoken) {
        decisions.replace(count, spoken);
        at += count;
    }

    int position() {
        return at;
    }
}
