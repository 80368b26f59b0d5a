package dev.parlando.internal.segment;

/**
 * The lengths at which segments are joined or cut.
 *
 * @param eager whether the first segment may end within a sentence
 * @param minSpoken the spoken length of the shortest segment, except the first one
 * @param maxCodePoints the code points of the longest segment
 * @param maxUnclosed the code points for which an open span holds a cut
 */
public record SegmentLimits(boolean eager, int minSpoken, int maxCodePoints, int maxUnclosed) {
    /** The spoken length from which the first segment ends at a clause, or within a quotation. */
    static final int EAGER_CLAUSE = 24;
    /** The spoken length from which an eager first segment ends between two words. */
    static final int EAGER_WORD = 60;
}
