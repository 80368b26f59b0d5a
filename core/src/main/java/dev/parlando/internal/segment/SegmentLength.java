package dev.parlando.internal.segment;

/**
 * The length of the current segment in several units.
 *
 * <p>Confined to one thread.
 */
final class SegmentLength {
    private int codePoints;
    private int spoken;
    private int letters;

    void add(int codePoint, boolean afterBlank) {
        codePoints++;
        if (!CharacterRules.isBlank(codePoint)) {
            spoken += CharacterRules.spokenLength(codePoint);
            letters += Character.isLetterOrDigit(codePoint) ? 1 : 0;
        } else if (!afterBlank) {
            spoken++;
        }
    }

    /** Subtracts the length of the part that was cut off. */
    void subtract(CutPoint cut) {
        codePoints -= cut.codePoints();
        spoken -= cut.spoken();
        letters -= cut.letters();
    }

    void clear() {
        codePoints = 0;
        spoken = 0;
        letters = 0;
    }

    int codePoints() {
        return codePoints;
    }

    /** Returns the spoken length; a group of blanks counts as one. */
    int spoken() {
        return spoken;
    }

    /** Returns the number of letters and digits. Without any, there is nothing to speak. */
    int letters() {
        return letters;
    }
}
