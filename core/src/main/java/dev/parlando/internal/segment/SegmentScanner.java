package dev.parlando.internal.segment;

import org.jspecify.annotations.Nullable;

/**
 * The state machine of a segmenter: accepts code points, and cuts the buffer where a segment ends.
 *
 * <p>Confined to one thread.
 */
public final class SegmentScanner {
    private final SegmentBuffer buffer;
    private final SegmentLimits limits;
    private final SentenceRules rules;
    private final SpanTracker tracker = new SpanTracker();
    private final OpenSpans spans = tracker.spans();
    private final PendingEnd pending = new PendingEnd();
    private final WordTracker words;
    private final SegmentLength length = new SegmentLength();
    private final CutPoints points = new CutPoints();
    private final CutPoint applied = new CutPoint();
    /** Number of code points of the whole text. */
    private long count;

    private int previous;
    /** Whether an odd number of regional indicators, each half of a flag, precedes. */
    private boolean halfFlag;

    private boolean first = true;

    /** Creates a scanner that appends to {@code buffer}. */
    public SegmentScanner(SegmentBuffer buffer, SegmentLimits limits, Abbreviations abbreviations) {
        this.buffer = buffer;
        this.limits = limits;
        words = new WordTracker(buffer);
        rules = new SentenceRules(buffer, abbreviations, words, pending);
    }

    /** Appends a code point. */
    public void accept(int codePoint) {
        tracker.resolve(codePoint);
        boolean boundary = isGraphemeBoundary(codePoint);
        if (boundary) {
            record(CutRank.GRAPHEME);
            if (!CharacterRules.isBlank(codePoint)) {
                decideBefore(codePoint);
            }
        }
        buffer.append(codePoint);
        length.add(codePoint, CharacterRules.isBlank(previous));
        tracker.accept(codePoint, count);
        count++;
        if (boundary || codePoint == '\n') {
            update(codePoint);
        }
        previous = codePoint;
        limitLength();
    }

    /** Ends the current segment after the last code point. */
    public void flush() {
        if (buffer.end() > buffer.start()) {
            first &= length.letters() == 0;
            buffer.cut(buffer.end());
            length.clear();
            points.clear();
            pending.clear();
            words.clear();
        }
    }

    private boolean isGraphemeBoundary(int codePoint) {
        boolean indicator = CharacterRules.isRegionalIndicator(codePoint);
        boolean boundary = CharacterRules.isGraphemeBoundary(previous, codePoint) && !(indicator && halfFlag);
        halfFlag = indicator && !halfFlag;
        return boundary;
    }

    /** Examines the boundary before a visible code point, which decides about the pending mark. */
    private void decideBefore(int next) {
        if (pending.mark() != Mark.NONE && pending.lineBreaks() == 0 && continuesEnd(next)) {
            return;
        }
        if (!spans.hold()) {
            points.clearInner();
        }
        if (rules.endsSentence(next)) {
            endSentence();
        } else if (rules.endsClause(next)) {
            record(spans.hold() ? CutRank.INNER_CLAUSE : CutRank.CLAUSE);
        }
        if (rules.endsWord(next, previous)) {
            record(spans.hold() ? CutRank.INNER_WORD : CutRank.WORD);
        }
    }

    /** Returns whether a code point belongs to the pending mark: a further mark, or a closing character. */
    private boolean continuesEnd(int next) {
        Mark mark = Mark.of(next, previous);
        return mark == Mark.SENTENCE || mark == Mark.UNAMBIGUOUS || isCloser(next);
    }

    private boolean isCloser(int next) {
        if (pending.hasBlank()) {
            return spans.expects(next) && next != '*' && next != '_';
        }
        int type = Character.getType(next);
        return type == Character.END_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || "\"'*_`".indexOf(next) >= 0
                || spans.expects(next);
    }

    private void endSentence() {
        if (spans.hold()) {
            record(CutRank.INNER_SENTENCE);
        } else if (isLongEnough()) {
            record(CutRank.CLAUSE);
            cut(points.get(CutRank.CLAUSE));
        } else {
            record(CutRank.CLAUSE);
        }
    }

    private boolean isLongEnough() {
        return length.letters() > 0 && (first || length.spoken() >= limits.minSpoken());
    }

    private void record(CutRank rank) {
        CutRank actual = spans.areProse() || rank == CutRank.GRAPHEME ? rank : CutRank.CODE_WORD;
        if (buffer.end() > buffer.start()) {
            points.get(actual).set(buffer.end(), length);
        }
    }

    /** Updates the word and the pending mark after a code point. */
    private void update(int codePoint) {
        Mark mark = Mark.of(codePoint, previous);
        if (CharacterRules.isBlank(codePoint)) {
            pending.addBlank(codePoint);
        } else if (mark != Mark.NONE) {
            addMark(codePoint, mark);
        } else if (pending.mark() != Mark.NONE && isCloser(codePoint)) {
            pending.addCloser();
        } else {
            pending.clear();
        }
        words.accept(codePoint, pending.mark());
    }

    private void addMark(int codePoint, Mark mark) {
        if (pending.mark() == Mark.NONE
                || pending.mark() == Mark.CLAUSE
                || mark == Mark.CLAUSE
                || pending.lineBreaks() > 0) {
            pending.clear();
        }
        pending.add(codePoint, mark);
        if (mark == Mark.UNAMBIGUOUS && !spans.hold()) {
            endSentence();
            pending.clear();
        }
    }

    private void limitLength() {
        if (spans.hold() && count - spans.holdingSince() >= limits.maxUnclosed()) {
            spans.spend();
            CutPoint inner = points.get(CutRank.INNER_SENTENCE);
            if (inner.isSet() && inner.letters() > 0 && inner.spoken() >= limits.minSpoken()) {
                cut(inner);
            }
        }
        if (first) {
            limitFirst();
        }
        if (length.codePoints() >= limits.maxCodePoints()) {
            limitSegment();
        }
    }

    /** Ends the first segment early, also within a long quotation. */
    private void limitFirst() {
        boolean isLong = length.spoken() >= SegmentLimits.EAGER_WORD;
        boolean inner = spans.hold() && (spans.areQuotes() || (spans.areProse() && isLong));
        CutPoint early = inner ? early(CutRank.INNER_SENTENCE) : null;
        if (limits.eager()) {
            early = early != null ? early : early(CutRank.CLAUSE);
            early = early != null || !inner ? early : early(CutRank.INNER_CLAUSE);
            early = early != null || !isLong ? early : earlyWord();
        }
        if (early != null) {
            cut(early);
        }
    }

    private @Nullable CutPoint early(CutRank rank) {
        CutPoint point = points.get(rank);
        boolean reached = point.isSet() && point.letters() > 0 && point.spoken() >= SegmentLimits.EAGER_CLAUSE;
        return reached ? point : null;
    }

    private @Nullable CutPoint earlyWord() {
        CutPoint word = early(CutRank.WORD);
        word = word != null ? word : early(CutRank.INNER_WORD);
        if (word == null && length.codePoints() == SegmentLimits.EAGER_WORD) {
            word = phraseBoundary();
        }
        return word;
    }

    private void limitSegment() {
        CutPoint best = points.clause(limits.maxCodePoints() / 2);
        best = best != null ? best : points.word();
        best = best != null ? best : phraseBoundary();
        best = best != null ? best : points.get(CutRank.GRAPHEME);
        if (best.isSet()) {
            cut(best);
        } else if (length.codePoints() >= 2 * limits.maxCodePoints()) {
            flush();
        }
    }

    /** Returns a boundary between words of a script without blanks, or null. */
    private @Nullable CutPoint phraseBoundary() {
        if (!CharacterRules.isPhraseScript(previous)) {
            return null;
        }
        String text = buffer.substring(buffer.start(), buffer.end());
        int boundary = PhraseBreaks.lastBoundary(text);
        if (boundary == 0) {
            return null;
        }
        SegmentLength part = new SegmentLength();
        int before = 0;
        for (int i = 0; i < boundary; i += Character.charCount(before)) {
            boolean afterBlank = CharacterRules.isBlank(before);
            before = text.codePointAt(i);
            part.add(before, afterBlank);
        }
        CutPoint point = points.get(CutRank.WORD);
        point.set(buffer.start() + boundary, part);
        return point;
    }

    private void cut(CutPoint point) {
        applied.set(point);
        buffer.cut(applied.position());
        length.subtract(applied);
        points.shift(applied);
        words.cutAt(applied.position());
        first &= applied.letters() == 0;
    }
}
