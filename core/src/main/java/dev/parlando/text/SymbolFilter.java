package dev.parlando.text;

/**
 * A filter that leaves out emoji, box drawing and block elements. The digit of a keycap is kept.
 *
 * <p>A joiner, a skin tone or a variation selector is left out with the emoji before it. After a letter, a joiner is a
 * part of the script and is kept. Source: Unicode Technical Standard 51, "Unicode Emoji", sections 1.4 and 2.
 *
 * <p>Confined to one thread.
 */
final class SymbolFilter implements TextFilter {
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int KEYCAP = 0x20e3;
    private static final int TEXT_STYLE = 0xfe0e;
    private static final int EMOJI_STYLE = 0xfe0f;

    /** First and last code points of ranges that are left out, in order. */
    private static final int[] RANGES = {
        0x231a, 0x231b, 0x23e9, 0x23fa, 0x2500, 0x259f, 0x25aa, 0x25ab, 0x25b6, 0x25b6, 0x25c0, 0x25c0, 0x25fb, 0x25fe,
        0x2600, 0x266c, 0x2670, 0x2775, 0x2794, 0x27bf, 0x2934, 0x2935, 0x2b05, 0x2b07, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50,
        0x2b55, 0x2b55, 0x3030, 0x3030, 0x303d, 0x303d, 0x3297, 0x3297, 0x3299, 0x3299, 0x1f000, 0x1fbef,
    };

    private static final int FIRST_TAG = 0xe0020;
    private static final int LAST_TAG = 0xe007f;

    private boolean afterEmoji;

    @Override
    public void filter(CharSequence undecided, boolean all, Decisions decisions) {
        int at = 0;
        while (at < undecided.length()) {
            boolean dropped = isDropped(Character.codePointAt(undecided, at));
            afterEmoji = dropped;
            int to = at;
            while (to < undecided.length() && isDropped(Character.codePointAt(undecided, to)) == dropped) {
                to += Character.charCount(Character.codePointAt(undecided, to));
            }
            if (dropped) {
                decisions.drop(to - at);
            } else {
                decisions.keep(to - at);
            }
            at = to;
        }
    }

    private boolean isDropped(int codePoint) {
        if (codePoint < KEYCAP && codePoint != ZERO_WIDTH_JOINER) {
            return false;
        }
        boolean partOfEmoji = codePoint == ZERO_WIDTH_JOINER || (codePoint >= FIRST_TAG && codePoint <= LAST_TAG);
        return partOfEmoji ? afterEmoji : isSymbol(codePoint);
    }

    private static boolean isSymbol(int codePoint) {
        if (codePoint == KEYCAP || codePoint == TEXT_STYLE || codePoint == EMOJI_STYLE) {
            return true;
        }
        for (int i = 0; i < RANGES.length && RANGES[i] <= codePoint; i += 2) {
            if (codePoint <= RANGES[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
