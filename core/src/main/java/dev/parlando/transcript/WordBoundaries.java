package dev.parlando.transcript;

import java.lang.Character.UnicodeScript;

/**
 * Knows before which characters of a text a word ends. It is asked about one character after another, from the
 * beginning of a word. Confined to one thread.
 */
final class WordBoundaries {
    /** Is what a character does to words. */
    private enum Kind {
        BLANK,
        /** A letter or digit of a script whose words stand apart. */
        SPACED,
        /** A letter of a script whose words do not, so that it has to be one. */
        UNSPACED,
        /** What belongs to that which follows. */
        OPENING,
        /** What belongs to that which it stands beside: punctuation, accents, the second half of a surrogate pair. */
        ATTACHED
    }

    private boolean blank;
    private boolean spaced;
    private boolean unspaced;

    /** Returns whether one word, or what separates words, ends before that character. */
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

    private static boolean isUnspaced(int codePoint) {
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
