package dev.parlando.internal.segment;

/**
 * A position at which the current segment may be cut, with the lengths up to it.
 *
 * <p>Confined to one thread.
 */
final class CutPoint {
    private long position = -1;
    private int codePoints;
    private int spoken;
    private int letters;

    void set(long position, SegmentLength length) {
        this.position = position;
        codePoints = length.codePoints();
        spoken = length.spoken();
        letters = length.letters();
    }

    void set(CutPoint other) {
        position = other.position;
        codePoints = other.codePoints;
        spoken = other.spoken;
        letters = other.letters;
    }

    void clear() {
        position = -1;
    }

    boolean isSet() {
        return position >= 0;
    }

    long position() {
        return position;
    }

    int codePoints() {
        return codePoints;
    }

    int spoken() {
        return spoken;
    }

    int letters() {
        return letters;
    }

    /** Adapts the lengths after a cut at {@code other}, or removes the position if it was passed. */
    void shift(CutPoint other) {
        if (position <= other.position) {
            clear();
        } else {
            codePoints -= other.codePoints;
            spoken -= other.spoken;
            letters -= other.letters;
        }
    }
}
