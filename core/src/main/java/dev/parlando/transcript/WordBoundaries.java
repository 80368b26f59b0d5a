package dev.parlando.transcript;

import java.lang.Character.UnicodeScript;

/**
 * Detector of word ends in a text. It must be called for one character after another, from the start of a word.
 *
 * <p>Confined to one thread.
 */
final class WordBoundaries {
    /** Effect of a character on word boundaries. */
    private enum Kind {
        BLANK,
        /** A letter or digit of a script that separates words by spaces. */
        SPACED,
        /** A letter of a script without spaces between words; each such letter is a word. */
        UNSPACED,
        /** A character that belongs to the next one, such as an opening bracket. */
        OPENING,
        /**
         * A character that belongs to the adjacent word: punctuation, an accent, the second half of a surrogate pair.
         */
        ATTACHED
    }

    private boolean blank;
    private boolean spaced;
    private boolean unspaced;

    /** Returns whether a word, or the white space between two words, ends before the character. */
    boolean isBoundaryBefore(CharSequence text, int from, int to) {
        if (from == to) {
            return false;
        }
        Kind kind = kind(Character.codePointAt(text, from));
        boolean ends = ends(kind);
        if (ends) {
            spaced = false;
            unspaced = false;
        }
        blank = kind == Kind.BLANK;
        spaced |= kind == Kind.SPACED;
        unspaced |= kind == Kind.UNSPACED;
        return ends;
    }

    private boolean ends(Kind kind) {
        return switch (kind) {
            case BLANK -> !blank;
            case SPACED, OPENING -> blank || unspaced;
            case UNSPACED -> blank || unspaced || spaced;
            case ATTACHED -> blank;
        };
    }

    private static Kind kind(int codePoint) {
        if (Character.isWhitespace(codePoint)) {
            return Kind.BLANK;
        }
        int type = Character.getType(codePoint);
        if (type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION) {
            return Kind.OPENING;
        }
        if (!Character.isLetterOrDigit(codePoint) || type == Character.MODIFIER_LETTER) {
            return Kind.ATTACHED;
        }
        return isUnspaced(codePoint) ? Kind.UNSPACED : Kind.SPACED;
    }

    /** Returns whether the script of a letter has no spaces between words. */
    static boolean isUnspaced(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.THAI
                || script == UnicodeScript.LAO
                || script == UnicodeScript.KHMER
                || script == UnicodeScript.MYANMAR;
    }
}
