package dev.parlando.internal.segment;

/**
 * A recognizer of quotations, brackets, emphasis, code and tags. Some characters open or close a span only together
 * with the next character; they are pending until it is known.
 *
 * <p>Confined to one thread.
 */
final class SpanTracker {
    private static final int FENCE = -1_000;
    private static final String BRACKETS =
            "()[]{}\u2039\u203A\u300C\u300D\u300E\u300F\u3008\u3009\u300A\u300B\u3010\u3011"
                    + "\u3014\u3015\u3016\u3017\uFF08\uFF09\uFF3B\uFF3D\uFF5B\uFF5D\uFF62\uFF63\uFE41\uFE42";

    private final OpenSpans spans = new OpenSpans();
    private int previous;
    /** The character that waits for the next one; 0 if there is none. */
    private int pending;

    private int runLength;
    private int beforePending;
    private long pendingStart;
    /** Whether the line has no character other than blanks before the pending character. */
    private boolean atLineStart = true;

    private boolean pendingAtLineStart;
    private int lineBreaks;

    /** Returns the open spans. */
    OpenSpans spans() {
        return spans;
    }

    /** Decides about the pending character, before the boundary in front of {@code next} is examined. */
    void resolve(int next) {
        if (pending == 0) {
            return;
        }
        if (next == pending && isRun(next)) {
            runLength++;
            return;
        }
        switch (pending) {
            case '*', '_' -> resolveEmphasis(next);
            case '`' -> resolveCode();
            case '<' -> resolveTag(next);
            case '\'', '\u2019' -> resolveApostrophe(next);
            default -> resolveOpener(next);
        }
        pending = 0;
    }

    /** Adds a code point. {@code index} is the number of code points before it. */
    void accept(int codePoint, long index) {
        if (pending != 0) {
            return;
        }
        pendingStart = index;
        beforePending = previous;
        pendingAtLineStart = atLineStart;
        if (CharacterRules.isBlank(codePoint)) {
            acceptBlank(codePoint);
        } else {
            lineBreaks = 0;
            atLineStart = false;
            acceptVisible(codePoint);
        }
        previous = codePoint;
    }

    private void acceptBlank(int codePoint) {
        if (codePoint != '\n') {
            return;
        }
        atLineStart = true;
        if (++lineBreaks == 1) {
            spans.closeAtLine();
        } else {
            spans.closeAtParagraph();
        }
    }

    private void acceptVisible(int codePoint) {
        if (codePoint == '`') {
            startPending(codePoint);
        } else if (spans.innermostIs(SpanKind.TAG)) {
            if (codePoint == '>') {
                spans.close('>');
            }
        } else if (!spans.innermostIs(SpanKind.CODE) && !spans.innermostIs(SpanKind.FENCE)) {
            acceptProse(codePoint);
        }
    }

    private void acceptProse(int codePoint) {
        switch (codePoint) {
            case '*', '_', '<' -> startPending(codePoint);
            case '"' -> acceptSymmetric(codePoint);
            case '\'', '\u2019' -> acceptApostrophe(codePoint);
            case '\u201C', '\u201D', '\u2018', '\u00AB', '\u00BB', '\u201E', '\u201A' -> acceptQuote(codePoint);
            default -> acceptBracket(codePoint);
        }
    }

    private void startPending(int codePoint) {
        pending = codePoint;
        runLength = 1;
    }

    /** Accepts a straight double quotation mark. */
    private void acceptSymmetric(int codePoint) {
        if (spans.expects(codePoint)) {
            spans.close(codePoint);
        } else if (mayOpenAfter(previous) || CharacterRules.isWide(previous)) {
            startPending(codePoint);
        }
    }

    private void acceptApostrophe(int codePoint) {
        if (CharacterRules.isWordPart(previous)) {
            startPending(codePoint);
        } else if (!CharacterRules.isBlank(previous) && spans.expects(codePoint)) {
            spans.close(codePoint);
        } else if (codePoint == '\'' && mayOpenAfter(previous)) {
            startPending(codePoint);
        }
    }

    /** Accepts a quotation mark that opens or closes, depending on the language. */
    private void acceptQuote(int codePoint) {
        if (spans.expects(codePoint)) {
            spans.close(codePoint);
        } else if (codePoint == '\u201D' && spans.expects('\u201C')) {
            spans.close('\u201C');
        } else if (opensQuote(codePoint)) {
            spans.open(SpanKind.QUOTE, closerOf(codePoint), pendingStart);
        }
    }

    private boolean opensQuote(int codePoint) {
        return (codePoint != '\u201D' && codePoint != '\u00BB') || mayOpenAfter(previous);
    }

    private static int closerOf(int quote) {
        return switch (quote) {
            case '\u2018' -> '\u2019';
            case '\u00AB' -> '\u00BB';
            case '\u00BB' -> '\u00AB';
            case '\u201E' -> '\u201C';
            case '\u201A' -> '\u2018';
            default -> '\u201D';
        };
    }

    private void acceptBracket(int codePoint) {
        int type = Character.getType(codePoint);
        if (type != Character.START_PUNCTUATION
                && type != Character.END_PUNCTUATION
                && codePoint != '\u2039'
                && codePoint != '\u203A') {
            return;
        }
        int index = BRACKETS.indexOf(codePoint);
        boolean emoticon = previous == ':' || previous == ';' || previous == '=';
        if (index < 0 || emoticon) {
            return;
        }
        if ((index & 1) != 0) {
            spans.close(codePoint);
        } else {
            startPending(codePoint);
        }
    }

    /** Opens a span unless a blank follows, as it does after an emoticon. */
    private void resolveOpener(int next) {
        if (!CharacterRules.isBlank(next)) {
            int index = BRACKETS.indexOf(pending);
            if (index < 0) {
                spans.open(SpanKind.QUOTE, pending, pendingStart);
            } else {
                spans.open(SpanKind.BRACKET, BRACKETS.charAt(index + 1), pendingStart);
            }
        }
    }

    /** Opens a quotation only before a capital, because the words of an elision have small letters. */
    private void resolveApostrophe(int next) {
        if (CharacterRules.isWordPart(beforePending)) {
            if (!CharacterRules.isWordPart(next)) {
                spans.close(pending);
            }
        } else if (Character.isUpperCase(next)) {
            spans.open(SpanKind.QUOTE, pending, pendingStart);
        }
    }

    private void resolveEmphasis(int next) {
        boolean afterBlank = beforePending == 0 || CharacterRules.isBlank(beforePending);
        if (!afterBlank && spans.expects(pending)) {
            spans.close(pending);
        } else if (!CharacterRules.isBlank(next) && !CharacterRules.isWordPart(beforePending)) {
            spans.open(SpanKind.EMPHASIS, pending, pendingStart);
        }
    }

    private void resolveCode() {
        boolean fence = pendingAtLineStart && runLength >= 3;
        if (spans.innermostIs(SpanKind.FENCE)) {
            if (fence) {
                spans.close(FENCE);
            }
        } else if (fence) {
            spans.closeAtParagraph();
            spans.open(SpanKind.FENCE, FENCE, pendingStart);
        } else if (spans.expects(-runLength)) {
            spans.close(-runLength);
        } else if (!spans.innermostIs(SpanKind.CODE)) {
            spans.open(SpanKind.CODE, -runLength, pendingStart);
        }
    }

    private void resolveTag(int next) {
        if (next == '/' || next == '!' || (next < 0x80 && Character.isLetter(next))) {
            spans.open(SpanKind.TAG, '>', pendingStart);
        }
    }

    private static boolean isRun(int codePoint) {
        return codePoint == '*' || codePoint == '_' || codePoint == '`';
    }

    /** Returns whether a quotation may start after a code point: a blank, an opening mark, a dash or a colon. */
    private static boolean mayOpenAfter(int codePoint) {
        if (codePoint == 0 || CharacterRules.isBlank(codePoint)) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.START_PUNCTUATION
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.DASH_PUNCTUATION
                || "*_,:=>\uFF0C\uFF1A\u3001\u3002".indexOf(codePoint) >= 0;
    }
}
