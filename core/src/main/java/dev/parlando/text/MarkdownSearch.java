package dev.parlando.text;

import java.util.function.IntUnaryOperator;

/**
 * Searches for the end of a span within a paragraph. Each result is a distance, {@link TextWindow#NONE},
 * {@link TextWindow#UNKNOWN} or {@link #TOO_LONG}. Stateless.
 */
final class MarkdownSearch {
    /** Result of a search that was given up, so that it does not hold the text for ever. */
    static final int TOO_LONG = -3;

    /** Longest emphasis or inline code whose end is awaited. */
    private static final int MAX_SPAN = 80;
    /** Longest struck text and longest text of a link. */
    private static final int MAX_TEXT = 300;
    /** Longest address of a link. */
    private static final int MAX_ADDRESS = 1000;

    /** Longest number of a link definition. */
    private static final int MAX_DIGITS = 6;

    private static final String BLOCK_STARTS = "#>|-+*=`~\u2022";

    private MarkdownSearch() {}

    /** Searches for a match from a distance on; {@code match} returns a distance, NONE or UNKNOWN. */
    private static int find(TextWindow window, int from, int limit, boolean escapes, IntUnaryOperator match) {
        int at = from;
        while (at - from < limit) {
            if (!window.has(at)) {
                return window.isOpen(at) ? TextWindow.UNKNOWN : TextWindow.NONE;
            }
            int result = window.charAt(at) == '\n' ? paragraphEnd(window, at) : match.applyAsInt(at);
            if (result == TextWindow.UNKNOWN) {
                return result;
            } else if (result >= 0) {
                return window.charAt(at) == '\n' ? TextWindow.NONE : result;
            }
            at += escapes && window.charAt(at) == '\\' && window.charAt(at + 1) != '\n' ? 2 : 1;
        }
        return TOO_LONG;
    }

    /** Returns the distance of a line feed that ends a paragraph. A mark of a list, quote or heading starts another. */
    private static int paragraphEnd(TextWindow window, int at) {
        int next = window.skipBlanks(at + 1, MAX_SPAN);
        if (window.isOpen(next)) {
            return TextWindow.UNKNOWN;
        }
        char first = window.charAt(next);
        return first == '\n' || BLOCK_STARTS.indexOf(first) >= 0 ? at : TextWindow.NONE;
    }

    /** Searches for the run that closes emphasis. */
    static int emphasisEnd(TextWindow window, int from, char mark, int length) {
        return find(window, from, MAX_SPAN, true, at -> {
            if (window.charAt(at) != mark || window.charAt(at - 1) == mark) {
                return TextWindow.NONE;
            }
            int to = window.skip(at, mark, MAX_SPAN);
            if (window.isOpen(to)) {
                return TextWindow.UNKNOWN;
            }
            boolean closes =
                    EmphasisMarks.canClose(mark, length, to - at, window.codePointBefore(at), window.codePointAt(to));
            return closes ? at : TextWindow.NONE;
        });
    }

    /** Returns the distance after an identifier that starts and ends with two underscores, such as {@code __init__}. */
    static int identifierEnd(TextWindow window) {
        int to = 0;
        while (to < MAX_SPAN && window.has(to) && isWord(window.charAt(to))) {
            to++;
        }
        if (to < MAX_SPAN && window.isOpen(to)) {
            return TextWindow.UNKNOWN;
        }
        boolean identifier = to > 4 && window.charAt(to - 1) == '_' && window.charAt(to - 2) == '_';
        return identifier ? to : TextWindow.NONE;
    }

    private static boolean isWord(char character) {
        return character == '_' || (character < 128 && Character.isLetterOrDigit(character));
    }

    /** Searches for the run that closes inline code. */
    static int codeEnd(TextWindow window, int from, int length) {
        return find(window, from, MAX_SPAN, false, at -> runOf(window, at, '`', length));
    }

    /** Searches for the two tildes that close struck text. */
    static int struckEnd(TextWindow window, int from) {
        return find(
                window,
                from,
                MAX_TEXT,
                true,
                at -> Character.isWhitespace(window.codePointBefore(at)) ? TextWindow.NONE : runOf(window, at, '~', 2));
    }

    /** Returns the distance if a run of exactly {@code length} marks starts there. */
    private static int runOf(TextWindow window, int at, char mark, int length) {
        if (window.charAt(at) != mark || window.charAt(at - 1) == mark) {
            return TextWindow.NONE;
        }
        int to = window.skip(at, mark, length + 1);
        if (to - at <= length && window.isOpen(to)) {
            return TextWindow.UNKNOWN;
        }
        return to - at == length ? at : TextWindow.NONE;
    }

    /** Searches for the bracket that closes the one before {@code from}. */
    static int bracketEnd(TextWindow window, int from) {
        int[] depth = {1};
        return find(window, from, MAX_TEXT, true, at -> {
            char character = window.charAt(at);
            depth[0] += character == '[' ? 1 : character == ']' ? -1 : 0;
            return depth[0] == 0 ? at : TextWindow.NONE;
        });
    }

    /**
     * Returns the distance after the target of a link that starts at {@code from}: an address with an optional title in
     * round brackets, or a number or nothing in square brackets.
     */
    static int targetEnd(TextWindow window, int from) {
        if (window.isOpen(from)) {
            return TextWindow.UNKNOWN;
        }
        return switch (window.charAt(from)) {
            case '(' -> addressEnd(window, from + 1);
            case '[' -> numberEnd(window, from + 1);
            default -> TextWindow.NONE;
        };
    }

    private static int numberEnd(TextWindow window, int from) {
        int to = from;
        while (to - from < MAX_DIGITS && Character.isDigit(window.charAt(to))) {
            to++;
        }
        if (window.isOpen(to)) {
            return TextWindow.UNKNOWN;
        }
        return window.charAt(to) == ']' ? to + 1 : TextWindow.NONE;
    }

    private static int addressEnd(TextWindow window, int from) {
        int depth = 0;
        int at = from;
        while (at - from < MAX_ADDRESS && window.has(at)) {
            char character = window.charAt(at);
            if (Character.isWhitespace(character)) {
                return titleEnd(window, at);
            }
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            at++;
            if (depth < 0) {
                return at;
            }
        }
        return window.isOpen(at) && at - from < MAX_ADDRESS ? TextWindow.UNKNOWN : TextWindow.NONE;
    }

    /** Returns the distance after the title of a link and its closing bracket. */
    private static int titleEnd(TextWindow window, int from) {
        int open = window.skipBlanks(from, MAX_SPAN);
        if (window.isOpen(open)) {
            return TextWindow.UNKNOWN;
        }
        char quote = window.charAt(open);
        if (quote == ')') {
            return open + 1;
        }
        if (quote != '"' && quote != '\'') {
            return TextWindow.NONE;
        }
        int close = find(window, open + 1, MAX_TEXT, true, at -> window.charAt(at) == quote ? at : TextWindow.NONE);
        if (close < 0) {
            return close;
        }
        int to = window.skipBlanks(close + 1, MAX_SPAN);
        if (window.isOpen(to)) {
            return TextWindow.UNKNOWN;
        }
        return window.charAt(to) == ')' ? to + 1 : TextWindow.NONE;
    }

    /** Returns the distance of the bracket that ends an address in angle brackets, which starts at 0. */
    static int autolinkEnd(TextWindow window) {
        int scheme = TextWindow.NONE;
        for (String start : new String[] {"<https://", "<http://", "<mailto:"}) {
            int to = 0;
            while (to < start.length()
                    && window.has(to)
                    && Character.toLowerCase(window.charAt(to)) == start.charAt(to)) {
                to++;
            }
            if (to == start.length()) {
                return autolinkEnd(window, to);
            } else if (window.isOpen(to)) {
                scheme = TextWindow.UNKNOWN;
            }
        }
        return scheme;
    }

    private static int autolinkEnd(TextWindow window, int from) {
        int at = from;
        while (at - from < MAX_ADDRESS && window.has(at)) {
            char character = window.charAt(at);
            if (character == '>') {
                return at;
            } else if (Character.isWhitespace(character) || character == '<') {
                return TextWindow.NONE;
            }
            at++;
        }
        return window.isOpen(at) && at - from < MAX_ADDRESS ? TextWindow.UNKNOWN : TextWindow.NONE;
    }
}
