package dev.parlando.internal.segment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The characters that were not polled: complete segments, followed by the current one. Positions count from the start
 * of the text.
 *
 * <p>Confined to one thread.
 */
public final class SegmentBuffer {
    private static final int COMPACT_AT = 1_024;

    private final StringBuilder chars = new StringBuilder();
    /** Position of the first element of {@link #chars}. */
    private long base;
    /** Position of the first character that was not polled. */
    private long polled;
    /** Position of the first character of the current segment. */
    private long start;

    /** Ends of the complete segments: a ring. */
    private long[] ends = new long[8];

    private int firstEnd;
    private int endCount;

    /** Returns the next complete segment, or null if there is none. */
    public @Nullable String poll() {
        if (endCount == 0) {
            return null;
        }
        long end = ends[firstEnd];
        firstEnd = (firstEnd + 1) % ends.length;
        endCount--;
        String segment = chars.substring(index(polled), index(end));
        polled = end;
        compact();
        return segment;
    }

    /** Returns the number of characters that were not polled. */
    public int length() {
        return (int) (end() - polled);
    }

    void append(int codePoint) {
        chars.appendCodePoint(codePoint);
    }

    /** Ends the current segment before the character at {@code position}. */
    void cut(long position) {
        if (endCount == ends.length) {
            growEnds();
        }
        ends[(firstEnd + endCount) % ends.length] = position;
        endCount++;
        start = position;
    }

    /** Returns the position of the current segment. */
    long start() {
        return start;
    }

    /** Returns the position after the last character. */
    long end() {
        return base + chars.length();
    }

    char charAt(long position) {
        return chars.charAt(index(position));
    }

    String substring(long from, long to) {
        return chars.substring(index(from), index(to));
    }

    private int index(long position) {
        return (int) (position - base);
    }

    private void growEnds() {
        long[] larger = Arrays.copyOf(ends, 2 * ends.length);
        for (int i = 0; i < endCount; i++) {
            larger[i] = ends[(firstEnd + i) % ends.length];
        }
        ends = larger;
        firstEnd = 0;
    }

    /** Removes polled characters when they are the greater part, so that each character moves a constant number of times. */
    private void compact() {
        int count = index(polled);
        if (count >= COMPACT_AT && count > chars.length() / 2) {
            chars.delete(0, count);
            base = polled;
        }
    }
}
