package dev.parlando.internal.segment;

import org.jspecify.annotations.Nullable;

/**
 * The last position of each rank in the current segment.
 *
 * <p>Confined to one thread.
 */
final class CutPoints {
    /** In the order of preference for a segment that became too long. */
    private static final CutRank[] SENSE = {CutRank.CLAUSE, CutRank.INNER_SENTENCE, CutRank.INNER_CLAUSE};

    private static final CutRank[] WORDS = {CutRank.WORD, CutRank.INNER_WORD, CutRank.CODE_WORD};
    private static final CutRank[] RANKS = CutRank.values();

    private final CutPoint[] points = new CutPoint[RANKS.length];

    CutPoints() {
        for (int i = 0; i < points.length; i++) {
            points[i] = new CutPoint();
        }
    }

    CutPoint get(CutRank rank) {
        return points[rank.ordinal()];
    }

    /** Removes the positions within a span that was closed. */
    void clearInner() {
        get(CutRank.INNER_SENTENCE).clear();
        get(CutRank.INNER_CLAUSE).clear();
    }

    void shift(CutPoint cut) {
        for (CutPoint point : points) {
            point.shift(cut);
        }
    }

    void clear() {
        for (CutPoint point : points) {
            point.clear();
        }
    }

    /** Returns the best end of a sentence or clause that has at least {@code minCodePoints} and letters, or null. */
    @Nullable
    CutPoint clause(int minCodePoints) {
        return first(SENSE, minCodePoints);
    }

    /** Returns the best boundary between words after at least one letter, or null. */
    @Nullable
    CutPoint word() {
        return first(WORDS, 0);
    }

    private @Nullable CutPoint first(CutRank[] ranks, int minCodePoints) {
        for (CutRank rank : ranks) {
            CutPoint point = get(rank);
            if (point.isSet() && point.codePoints() >= minCodePoints && point.letters() > 0) {
                return point;
            }
        }
        return null;
    }
}
