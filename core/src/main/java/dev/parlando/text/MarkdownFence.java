package dev.parlando.text;

/**
 * A fenced code block that is being written. Its state is that of the current line.
 *
 * <p>Confined to one thread.
 */
final class MarkdownFence {
    private static final int MAX_BLANKS = 100;
    private static final int MIN_MARKS = 3;
    private static final int MAX_MARKS = 100;

    /** Place of the next character. */
    private enum Place {
        OUTSIDE,
        /** In the rest of the line with the opening or closing fence. */
        FENCE_LINE,
        LINE_START,
        CODE
    }

    private final boolean read;
    private Place place = Place.OUTSIDE;
    private boolean closing;
    private char mark;
    private int length;

    MarkdownFence(CodeBlocks codeBlocks) {
        this.read = codeBlocks == CodeBlocks.READ;
    }

    boolean isOpen() {
        return place != Place.OUTSIDE;
    }

    /** Opens a block with the fence at the position. */
    void open(TextWindow window) {
        int from = window.skipBlanks(0, MAX_BLANKS);
        mark = window.charAt(from);
        int to = window.skip(from, mark, MAX_MARKS);
        length = to - from;
        place = Place.FENCE_LINE;
        closing = false;
        window.drop(to);
    }

    /** Decides about the next characters of the block; returns false if that needs more text. */
    boolean step(TextWindow window) {
        return switch (place) {
            case FENCE_LINE -> fenceLine(window);
            case LINE_START -> lineStart(window);
            default -> code(window);
        };
    }

    private boolean fenceLine(TextWindow window) {
        int to = lineEnd(window);
        window.drop(to);
        if (window.has(0)) {
            place = closing ? Place.OUTSIDE : Place.LINE_START;
            if (!closing) {
                decide(window, 1);
            }
        }
        return true;
    }

    private boolean lineStart(TextWindow window) {
        int from = window.skipBlanks(0, MAX_BLANKS);
        int to = window.skip(from, mark, MAX_MARKS);
        int end = window.skipBlanks(to, MAX_BLANKS);
        if (window.isOpen(end)) {
            return false;
        }
        if (to - from >= Math.max(length, MIN_MARKS) && window.charAt(end) == '\n') {
            place = Place.FENCE_LINE;
            closing = true;
            window.drop(to);
        } else {
            place = Place.CODE;
        }
        return true;
    }

    private boolean code(TextWindow window) {
        int to = lineEnd(window);
        if (window.has(to)) {
            to++;
            place = Place.LINE_START;
        }
        decide(window, to);
        return true;
    }

    private static int lineEnd(TextWindow window) {
        int to = 0;
        while (window.has(to) && window.charAt(to) != '\n') {
            to++;
        }
        return to;
    }

    private void decide(TextWindow window, int count) {
        if (read) {
            window.keep(count);
        } else {
            window.drop(count);
        }
    }
}
