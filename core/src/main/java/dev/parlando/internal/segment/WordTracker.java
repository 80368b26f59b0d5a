package dev.parlando.internal.segment;

/**
 * The bounds and the kind of the word before the current position, and the bounds of the word before it. A word may
 * contain full stops, as abbreviations do.
 *
 * <p>Confined to one thread.
 */
final class WordTracker {
    private final SegmentBuffer buffer;
    private long start = -1;
    private long end;
    private long earlierStart = -1;
    private long earlierEnd;
    private boolean complete;
    private int lastPart;
    private boolean digitsOnly;
    /** Letters since the last full stop of the word. */
    private int lettersInRow;

    private boolean initials;
    private boolean lineStart = true;
    private boolean wordAtLineStart;
    private int lineLength;
    private int endedLineLength;

    WordTracker(SegmentBuffer buffer) {
        this.buffer = buffer;
    }

    /** Adds the last code point of the buffer. {@code pending} is the mark that it is, or follows. */
    void accept(int codePoint, Mark pending) {
        lineLength += CharacterRules.isWide(codePoint) ? 2 : 1;
        if (CharacterRules.isBlank(codePoint)) {
            complete = true;
            if (codePoint == '\n') {
                endLine();
            }
            return;
        }
        boolean within = start >= 0 && !complete;
        if (CharacterRules.isWordPart(codePoint) || (within && isConnector(codePoint))) {
            addPart(codePoint);
        } else if (codePoint == '.') {
            lettersInRow = 0;
        } else if (pending == Mark.NONE) {
            forget();
        }
        lineStart &= isLineMarker(codePoint);
    }

    private void endLine() {
        lineStart = true;
        endedLineLength = lineLength;
        lineLength = 0;
    }

    private void addPart(int codePoint) {
        if (start < 0 || complete) {
            earlierStart = start;
            earlierEnd = end;
            start = buffer.end() - Character.charCount(codePoint);
            wordAtLineStart = lineStart;
            complete = false;
            digitsOnly = true;
            initials = true;
            lettersInRow = 0;
        }
        lettersInRow++;
        digitsOnly &= Character.isDigit(codePoint);
        initials &= lettersInRow == 1 && Character.isLetter(codePoint) && !CharacterRules.isWide(codePoint);
        lastPart = codePoint;
        end = buffer.end();
    }

    /** Starts the next word at the next letter, without an earlier word. */
    private void forget() {
        start = -1;
        complete = false;
    }

    void clear() {
        forget();
        earlierStart = -1;
    }

    /** Forgets words that are no longer in the current segment. */
    void cutAt(long position) {
        if (start < position) {
            forget();
        }
        if (earlierStart < position) {
            earlierStart = -1;
        }
    }

    /** Returns the position of the word; -1 if none precedes. */
    long start() {
        return start;
    }

    /** Returns the position after the last letter or digit of the word. */
    long end() {
        return end;
    }

    /** Returns the position of the word before the word; -1 if there is none in the segment. */
    long earlierStart() {
        return earlierStart;
    }

    long earlierEnd() {
        return earlierEnd;
    }

    boolean isAtLineStart() {
        return wordAtLineStart;
    }

    boolean hasDigitsOnly() {
        return digitsOnly;
    }

    /** Returns whether the word is one letter, or letters that full stops separate. */
    boolean isInitials() {
        return initials;
    }

    boolean endsWithDigit() {
        return start >= 0 && Character.isDigit(lastPart);
    }

    boolean endsWithWide() {
        return start >= 0 && CharacterRules.isWide(lastPart);
    }

    /** Returns the width of the last complete line. */
    int lineLength() {
        return endedLineLength;
    }

    private static boolean isConnector(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019' || codePoint == '-' || codePoint == '&' || codePoint == '/';
    }

    private static boolean isLineMarker(int codePoint) {
        return codePoint == '>' || codePoint == '#' || codePoint == '*' || codePoint == '-' || codePoint == '+';
    }
}
