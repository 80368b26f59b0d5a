package dev.parlando.text;

import java.util.ArrayDeque;

/**
 * A filter that leaves out the marks of Markdown, as {@link TextFilters#markup} describes.
 *
 * <p>Confined to one thread.
 */
final class MarkdownFilter implements TextFilter {
    private static final String MARKS = "\\`*_~[!<\n";
    private static final String IMAGE_PLACES = " \t\n([|>";
    private static final int MAX_RUN = 100;

    private final MarkdownFence fence;
    private final EmphasisMarks emphasis = new EmphasisMarks();
    /** The ends of the open links, as positions in the text; the innermost is first. */
    private final ArrayDeque<LinkEnd> linkEnds = new ArrayDeque<>();

    private int before = '\n';
    /** Position of the first undecided character in the text. */
    private long position;

    private boolean lineStart = true;
    private boolean tableRow;
    /** Number of marks around the open inline code; 0 if there is none. */
    private int codeMarks;

    MarkdownFilter(CodeBlocks codeBlocks) {
        this.fence = new MarkdownFence(codeBlocks);
    }

    /** Characters after the text of a link, which are left out. */
    private record LinkEnd(long position, int length) {}

    @Override
    public void filter(CharSequence undecided, boolean all, Decisions decisions) {
        TextWindow window = new TextWindow(undecided, all, decisions, before);
        while (window.has(0) && step(window)) {
            before = window.codePointBefore(0);
        }
        position += window.position();
    }

    /** Decides about the next characters; returns false if that needs more text. */
    private boolean step(TextWindow window) {
        if (fence.isOpen()) {
            return fence.step(window);
        }
        if (endLink(window)) {
            return true;
        }
        return lineStart ? startLine(window) : inline(window);
    }

    /** Leaves out the end of a link at the position, or its rest if other marks overlap it. */
    private boolean endLink(TextWindow window) {
        LinkEnd end = linkEnds.peek();
        long distance = end == null ? 1 : end.position - position - window.position();
        if (end == null || distance > 0) {
            return false;
        }
        linkEnds.pop();
        window.drop((int) Math.max(0, end.length + distance));
        return true;
    }

    private boolean startLine(TextWindow window) {
        MarkdownLine.Start start = MarkdownLine.start(window);
        switch (start) {
            case FENCE -> fence.open(window);
            case TABLE_ROW -> tableRow = true;
            case TEXT -> {
                lineStart = false;
                return true;
            }
            default -> {}
        }
        lineStart = start != MarkdownLine.Start.TABLE_ROW;
        if (start != MarkdownLine.Start.UNKNOWN) {
            emphasis.clear();
            codeMarks = 0;
        }
        return start != MarkdownLine.Start.UNKNOWN;
    }

    private boolean inline(TextWindow window) {
        char mark = window.charAt(0);
        if (mark == '\n') {
            window.keep(1);
            lineStart = true;
            tableRow = false;
            return true;
        }
        if (mark == '`') {
            return code(window);
        }
        if (codeMarks > 0) {
            return plain(window);
        }
        return switch (mark) {
            case '\\' -> escape(window);
            case '*', '_' -> emphasis(window, mark);
            case '~' -> struck(window);
            case '[' -> link(window, 0);
            case '!' -> image(window);
            case '<' -> autolink(window);
            default -> isCellMark(mark) ? cell(window) : plain(window);
        };
    }

    /** Keeps the characters up to the next mark, at least one. */
    private boolean plain(TextWindow window) {
        LinkEnd end = linkEnds.peek();
        long limit = end == null ? Long.MAX_VALUE : end.position - position - window.position();
        int to = 1;
        while (to < limit && window.has(to) && !isMark(window.charAt(to))) {
            to++;
        }
        window.keep(to);
        return true;
    }

    private boolean isMark(char character) {
        return MARKS.indexOf(character) >= 0 || isCellMark(character);
    }

    private boolean isCellMark(char character) {
        return tableRow && (character == '|' || TextWindow.isBlank(character));
    }

    private boolean escape(TextWindow window) {
        if (window.isOpen(1)) {
            return false;
        }
        char next = window.charAt(1);
        boolean punctuation = next > ' ' && next < 128 && !Character.isLetterOrDigit(next);
        if (punctuation) {
            window.drop(1);
            window.keep(1);
        } else if (next == '\n' && window.has(1)) {
            window.drop(1);
        } else {
            window.keep(1);
        }
        return true;
    }

    private boolean code(TextWindow window) {
        int length = window.skip(0, '`', MAX_RUN);
        if (window.isOpen(length)) {
            return false;
        }
        if (codeMarks > 0) {
            if (length == codeMarks) {
                codeMarks = 0;
                window.drop(length);
            } else {
                window.keep(length);
            }
            return true;
        }
        int end = MarkdownSearch.codeEnd(window, length, length);
        if (end == TextWindow.NONE) {
            window.keep(length);
        } else if (end != TextWindow.UNKNOWN) {
            codeMarks = length;
            window.drop(length);
        }
        return end != TextWindow.UNKNOWN;
    }

    private boolean emphasis(TextWindow window, char mark) {
        int length = window.skip(0, mark, MAX_RUN);
        if (window.isOpen(length)) {
            return false;
        }
        int previous = window.codePointBefore(0);
        int next = window.codePointAt(length);
        int innermost = emphasis.innermost(mark);
        if (innermost > 0 && EmphasisMarks.canClose(mark, innermost, length, previous, next)) {
            int closed = emphasis.close(mark, length);
            window.drop(closed);
            if (closed < length) {
                window.keep(length - closed);
            }
            return true;
        }
        if (length > EmphasisMarks.MAX_RUN || !EmphasisMarks.canOpen(previous, next)) {
            window.keep(length);
            return true;
        }
        return open(window, mark, length);
    }

    private boolean open(TextWindow window, char mark, int length) {
        int identifier = mark == '_' && length == 2 ? MarkdownSearch.identifierEnd(window) : TextWindow.NONE;
        if (identifier == TextWindow.UNKNOWN) {
            return false;
        }
        if (identifier >= 0) {
            window.keep(identifier);
            return true;
        }
        int end = MarkdownSearch.emphasisEnd(window, length, mark, length);
        if (end == TextWindow.UNKNOWN) {
            return false;
        }
        if (end == TextWindow.NONE || !emphasis.open(mark, length)) {
            window.keep(length);
        } else {
            window.drop(length);
        }
        return true;
    }

    private boolean struck(TextWindow window) {
        int length = window.skip(0, '~', MAX_RUN);
        if (window.isOpen(length)) {
            return false;
        }
        boolean marked = length == 2 && !Character.isWhitespace(window.charAt(2));
        int end = marked ? MarkdownSearch.struckEnd(window, 2) : TextWindow.NONE;
        if (end == TextWindow.UNKNOWN) {
            return false;
        }
        if (end >= 0) {
            window.drop(end + 2);
        } else {
            window.keep(length);
        }
        return true;
    }

    /** Decides about the bracket at the distance {@code mark}, after the exclamation mark of an image. */
    private boolean link(TextWindow window, int mark) {
        int close = MarkdownSearch.bracketEnd(window, mark + 1);
        if (close == TextWindow.UNKNOWN) {
            return false;
        }
        if (mark == 0 && close > 2 && window.charAt(1) == '^') {
            window.drop(close + 1);
            return true;
        }
        int end = close < 0 ? close : MarkdownSearch.targetEnd(window, close + 1);
        if (end == TextWindow.UNKNOWN) {
            return false;
        }
        if (end < 0) {
            window.keep(1);
        } else {
            linkEnds.push(new LinkEnd(position + window.position() + close, end - close));
            window.drop(mark + 1);
        }
        return true;
    }

    private boolean image(TextWindow window) {
        boolean possible = IMAGE_PLACES.indexOf(window.codePointBefore(0)) >= 0;
        if (possible && window.isOpen(1)) {
            return false;
        }
        if (possible && window.charAt(1) == '[') {
            return link(window, 1);
        }
        window.keep(1);
        return true;
    }

    private boolean autolink(TextWindow window) {
        int end = MarkdownSearch.autolinkEnd(window);
        if (end == TextWindow.UNKNOWN) {
            return false;
        }
        if (end >= 0) {
            linkEnds.push(new LinkEnd(position + window.position() + end, 1));
            window.drop(window.charAt(1) == 'm' ? "<mailto:".length() : 1);
        } else {
            window.keep(1);
        }
        return true;
    }

    /** Decides about a bar of a table row or the blanks before it. */
    private boolean cell(TextWindow window) {
        int bar = window.skipBlanks(0, MAX_RUN);
        if (window.isOpen(bar)) {
            return false;
        }
        if (bar > 0) {
            if (window.charAt(bar) == '|') {
                window.drop(bar);
            } else {
                window.keep(bar);
            }
            return true;
        }
        int next = window.skipBlanks(1, MAX_RUN);
        if (window.isOpen(next)) {
            return false;
        }
        if (window.charAt(next) == '\n') {
            window.drop(1);
        } else {
            window.replace(1, ",");
        }
        return true;
    }
}
