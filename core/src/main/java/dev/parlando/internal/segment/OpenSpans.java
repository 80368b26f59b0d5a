package dev.parlando.internal.segment;

/**
 * A stack of the spans that are open: quotations, brackets, emphasis, code and tags. A span that exceeded its length
 * stays on the stack for its closing character, but no longer holds a cut.
 *
 * <p>Confined to one thread.
 */
final class OpenSpans {
    /** Deeper spans are ignored, which bounds the memory. */
    private static final int MAX_DEPTH = 16;

    private final SpanKind[] kinds = new SpanKind[MAX_DEPTH];
    private final int[] closers = new int[MAX_DEPTH];
    /** Number of code points of the text before each span. */
    private final long[] starts = new long[MAX_DEPTH];

    private final boolean[] spent = new boolean[MAX_DEPTH];
    private int depth;
    private int holding;

    void open(SpanKind kind, int closer, long start) {
        if (depth < MAX_DEPTH) {
            kinds[depth] = kind;
            closers[depth] = closer;
            starts[depth] = start;
            spent[depth] = false;
            depth++;
            holding++;
        }
    }

    /** Returns whether a span with this closing character is open. */
    boolean expects(int closer) {
        return find(closer) >= 0;
    }

    /** Closes the innermost span with this closing character, and all spans in it. Without one, it has no effect. */
    void close(int closer) {
        int index = find(closer);
        if (index >= 0) {
            truncate(index);
        }
    }

    /** Closes all spans except a block of code. */
    void closeAtParagraph() {
        if (depth > 0 && kinds[0] != SpanKind.FENCE) {
            truncate(0);
        }
    }

    /** Closes tags, and all emphasis with the spans in it. */
    void closeAtLine() {
        for (int i = 0; i < depth; i++) {
            if (kinds[i] == SpanKind.EMPHASIS || kinds[i] == SpanKind.TAG) {
                truncate(i);
            }
        }
    }

    /** Returns whether any span holds a cut. */
    boolean hold() {
        return holding > 0;
    }

    /** Returns whether all spans that hold a cut are prose. */
    boolean areProse() {
        for (int i = 0; i < depth; i++) {
            if (!spent[i] && !kinds[i].isProse()) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether all spans that hold a cut are quotations. */
    boolean areQuotes() {
        for (int i = 0; i < depth; i++) {
            if (!spent[i] && kinds[i] != SpanKind.QUOTE) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the innermost span is of a kind. */
    boolean innermostIs(SpanKind kind) {
        return depth > 0 && kinds[depth - 1] == kind;
    }

    /** Returns the number of code points of the text before the outermost span that holds. */
    long holdingSince() {
        for (int i = 0; i < depth; i++) {
            if (!spent[i]) {
                return starts[i];
            }
        }
        return Long.MAX_VALUE;
    }

    /** Ends the hold of all open spans. */
    void spend() {
        for (int i = 0; i < depth; i++) {
            spent[i] = true;
        }
        holding = 0;
    }

    private int find(int closer) {
        for (int i = depth - 1; i >= 0; i--) {
            if (closers[i] == closer) {
                return i;
            }
        }
        return -1;
    }

    private void truncate(int newDepth) {
        while (depth > newDepth) {
            depth--;
            if (!spent[depth]) {
                holding--;
            }
        }
    }
}
