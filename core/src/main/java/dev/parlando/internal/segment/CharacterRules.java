package dev.parlando.internal.segment;

/** Properties of code points that decide about cuts. Stateless. */
final class CharacterRules {
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private CharacterRules() {}

    /** Returns whether a code point is white space of any kind. */
    static boolean isBlank(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == ' ' || between(codePoint, '\t', '\r') || between(codePoint, 0x1C, 0x1F);
        }
        return codePoint == 0x85 || Character.isSpaceChar(codePoint) || codePoint == 0xFEFF || codePoint == 0x200B;
    }

    /** Returns whether a blank joins its neighbours, such as the no-break space in a number. */
    static boolean isNoBreakSpace(int codePoint) {
        return codePoint == 0xA0 || codePoint == 0x202F || codePoint == 0x2007 || codePoint == 0xFEFF;
    }

    /** Returns whether a code point is a part of a word. */
    static boolean isWordPart(int codePoint) {
        return codePoint < 0x80
                ? between(codePoint, 'a', 'z') || between(codePoint, 'A', 'Z') || between(codePoint, '0', '9')
                : Character.isLetterOrDigit(codePoint) || isMark(codePoint);
    }

    /** Returns whether a code point is a letter of a script without blanks between words, except Hangul. */
    static boolean isWide(int codePoint) {
        return codePoint >= 0x2E80
                && ((between(codePoint, 0x3005, 0x9FFF) && Character.isLetter(codePoint))
                        || between(codePoint, 0xF900, 0xFAFF)
                        || between(codePoint, 0x20000, 0x3FFFD));
    }

    static boolean isHangul(int codePoint) {
        return between(codePoint, 0xAC00, 0xD7A3);
    }

    static boolean isHiragana(int codePoint) {
        return between(codePoint, 0x3041, 0x309F);
    }

    /** Returns whether a code point belongs to a script in which a blank separates phrases, such as Thai. */
    static boolean isPhraseScript(int codePoint) {
        return between(codePoint, 0x0E00, 0x0EFF)
                || between(codePoint, 0x1000, 0x109F)
                || between(codePoint, 0x1780, 0x17FF);
    }

    /**
     * Returns the share of a code point in the spoken length: 3 for a character of Chinese, Japanese or Korean, 0 for
     * emoji, accents and markup, 1 for others.
     */
    static int spokenLength(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint < ' ' || codePoint == '*' || codePoint == '_' || codePoint == '#' || codePoint == '`'
                    ? 0
                    : 1;
        }
        if (isWide(codePoint) || isHangul(codePoint)) {
            return 3;
        }
        int type = Character.getType(codePoint);
        return isMark(codePoint)
                        || type == Character.OTHER_SYMBOL
                        || type == Character.MODIFIER_SYMBOL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                ? 0
                : 1;
    }

    /**
     * Returns whether a grapheme cluster may end between two code points. The rules are those of Unicode annex 29,
     * except that flags are paired by {@link SegmentScanner}.
     */
    static boolean isGraphemeBoundary(int left, int right) {
        if (right < 0x300) {
            return !(left == '\r' && right == '\n') && left != 0x200D;
        }
        return !(isMark(right)
                || right == ZERO_WIDTH_JOINER
                || left == ZERO_WIDTH_JOINER
                || right == 0x200C
                || isEmojiModifier(right)
                || between(right, 0xE0020, 0xE007F)
                || right == 0x0E33
                || right == 0x0EB3
                || isPrepended(left)
                || joinsJamo(left, right)
                || (isConjunctLinker(left) && Character.isLetter(right)));
    }

    static boolean isRegionalIndicator(int codePoint) {
        return between(codePoint, 0x1F1E6, 0x1F1FF);
    }

    private static boolean isEmojiModifier(int codePoint) {
        return between(codePoint, 0x1F3FB, 0x1F3FF) || codePoint == 0xFF9E || codePoint == 0xFF9F;
    }

    private static boolean isPrepended(int codePoint) {
        return between(codePoint, 0x0600, 0x0605) || codePoint == 0x06DD || codePoint == 0x070F || codePoint == 0x08E2;
    }

    private static boolean isConjunctLinker(int codePoint) {
        return between(codePoint, 0x094D, 0x0D4D) && (codePoint & 0x7F) == 0x4D;
    }

    private static boolean joinsJamo(int left, int right) {
        boolean leading = between(left, 0x1100, 0x115F) || between(left, 0xA960, 0xA97C);
        return between(right, 0x1160, 0x11FF)
                || between(right, 0xD7B0, 0xD7FB)
                || (leading && (between(right, 0x1100, 0x115F) || between(right, 0xA960, 0xA97C) || isHangul(right)));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean between(int codePoint, int low, int high) {
        return codePoint >= low && codePoint <= high;
    }
}
