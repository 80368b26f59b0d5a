package dev.parlando.text;

/**
 * The rules for the start of a line. Patterns of whole lines, such as a divider, apply only to a complete line. Stateless.
 */
final class MarkdownLine {
    /** Longest part of a line that is awaited. */
    private static final int MAX_LINE = 400;
    /** Number of characters that make a divider line or a fence. */
    private static final int MIN_MARKS = 3;

    private static final int MAX_HEADING = 6;
    private static final String DIVIDERS = "-*_=|:+";
    private static final String BULLETS = "-*+\u2022";

    private MarkdownLine() {}

    /** Kind of the start of a line. */
    enum Start {
        /** Not known before more text is written. */
        UNKNOWN,
        /** A mark that was decided about; the rest of the line may start with another one. */
        MARK,
        /** A line without text, which was kept. */
        EMPTY,
        /** A fence of a code block, which is not decided about. */
        FENCE,
        /** A row of a table, whose first bar was left out. */
        TABLE_ROW,
        /** Any other text. */
        TEXT
    }

    /** Decides about the mark at the start of a line, if there is one. */
    static Start start(TextWindow window) {
        int from = window.skipBlanks(0, MAX_LINE);
        if (from == MAX_LINE) {
            window.keep(from);
            return Start.MARK;
        }
        if (window.isOpen(from)) {
            return Start.UNKNOWN;
        }
        char first = window.charAt(from);
        if (first == '\n') {
            window.keep(window.has(from) ? from + 1 : from);
            return Start.EMPTY;
        }
        Start divider = DIVIDERS.indexOf(first) < 0 ? Start.TEXT : divider(window, from);
        if (divider != Start.TEXT) {
            return divider;
        }
        return switch (first) {
            case '#' -> heading(window, from);
            case '>' -> dropMark(window, from + 1);
            case '-', '*', '+', '\u2022' -> bullet(window, from);
            case '`', '~' -> fence(window, from);
            case '|' -> tableRow(window, from);
            case '[' -> definition(window, from);
            default -> Start.TEXT;
        };
    }

    /** Leaves out a mark of {@code length} characters and one blank behind it. */
    private static Start dropMark(TextWindow window, int length) {
        if (window.isOpen(length)) {
            return Start.UNKNOWN;
        }
        window.drop(TextWindow.isBlank(window.charAt(length)) ? length + 1 : length);
        return Start.MARK;
    }

    private static Start divider(TextWindow window, int from) {
        int marks = 0;
        int at = from;
        while (at - from < MAX_LINE && window.has(at)) {
            char character = window.charAt(at);
            if (DIVIDERS.indexOf(character) >= 0) {
                marks++;
            } else if (!TextWindow.isBlank(character)) {
                break;
            }
            at++;
        }
        boolean tooLong = at - from == MAX_LINE;
        if (!tooLong && window.isOpen(at)) {
            return Start.UNKNOWN;
        }
        if (marks < MIN_MARKS || !(tooLong || window.charAt(at) == '\n')) {
            return Start.TEXT;
        }
        window.drop(at);
        return Start.MARK;
    }

    private static Start heading(TextWindow window, int from) {
        int to = window.skip(from, '#', MAX_HEADING + 1);
        if (window.isOpen(to)) {
            return Start.UNKNOWN;
        }
        boolean heading = to - from <= MAX_HEADING && Character.isWhitespace(window.charAt(to));
        return heading ? dropMark(window, to) : Start.TEXT;
    }

    private static Start bullet(TextWindow window, int from) {
        if (window.isOpen(from + 1)) {
            return Start.UNKNOWN;
        }
        if (!TextWindow.isBlank(window.charAt(from + 1))) {
            return BULLETS.indexOf(window.charAt(from)) < BULLETS.length() - 1
                    ? Start.TEXT
                    : dropMark(window, from + 1);
        }
        return taskBox(window, from + 2);
    }

    /** Leaves out a bullet that ends at a distance, with the box of a task behind it. */
    private static Start taskBox(TextWindow window, int from) {
        String expected = "[x] ";
        for (int i = 0; i < expected.length(); i++) {
            if (window.isOpen(from + i)) {
                return Start.UNKNOWN;
            }
            char character = Character.toLowerCase(window.charAt(from + i));
            if (character != expected.charAt(i) && !(i == 1 && character == ' ')) {
                window.drop(from);
                return Start.MARK;
            }
        }
        window.drop(from + expected.length());
        return Start.MARK;
    }

    private static Start fence(TextWindow window, int from) {
        char mark = window.charAt(from);
        int at = window.skip(from, mark, MAX_LINE);
        if (at - from < MIN_MARKS) {
            return window.isOpen(at) ? Start.UNKNOWN : Start.TEXT;
        }
        while (at - from < MAX_LINE && window.has(at) && window.charAt(at) != '\n') {
            if (mark == '`' && window.charAt(at) == '`') {
                return Start.TEXT;
            }
            at++;
        }
        return at - from < MAX_LINE && window.isOpen(at) ? Start.UNKNOWN : Start.FENCE;
    }

    /** Leaves out the first bar of a line that also ends with one. */
    private static Start tableRow(TextWindow window, int from) {
        int at = from + 1;
        char last = ' ';
        while (at - from < MAX_LINE && window.has(at) && window.charAt(at) != '\n') {
            last = TextWindow.isBlank(window.charAt(at)) ? last : window.charAt(at);
            at++;
        }
        boolean tooLong = at - from == MAX_LINE;
        if (!tooLong && window.isOpen(at)) {
            return Start.UNKNOWN;
        }
        if (last != '|' && !tooLong) {
            return Start.TEXT;
        }
        window.drop(from + 1);
        return Start.TABLE_ROW;
    }

    /** Leaves out the definition of a link, or the mark of a footnote. */
    private static Start definition(TextWindow window, int from) {
        int close = MarkdownSearch.bracketEnd(window, from + 1);
        if (close == TextWindow.UNKNOWN || (close >= 0 && window.isOpen(close + 1))) {
            return Start.UNKNOWN;
        }
        if (close < 0 || window.charAt(close + 1) != ':') {
            return Start.TEXT;
        }
        return window.charAt(from + 1) == '^' ? dropMark(window, close + 2) : address(window, close + 2);
    }

    /** Leaves out a line whose rest, from a distance on, is a single word such as an address. */
    private static Start address(TextWindow window, int from) {
        int at = window.skipBlanks(from, MAX_LINE);
        int word = at;
        while (at - from < MAX_LINE && window.has(at) && !Character.isWhitespace(window.charAt(at))) {
            at++;
        }
        int to = window.skipBlanks(at, MAX_LINE);
        boolean tooLong = to - from >= MAX_LINE;
        if (!tooLong && window.isOpen(to)) {
            return Start.UNKNOWN;
        }
        if (tooLong || at == word || window.charAt(to) != '\n') {
            return Start.TEXT;
        }
        window.drop(to);
        return Start.MARK;
    }
}
