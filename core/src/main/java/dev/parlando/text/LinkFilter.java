package dev.parlando.text;

/**
 * A filter that speaks a web address as its host, as in "example.com". It leaves out the scheme, {@code www.} and the
 * path. Punctuation behind the address belongs to the sentence.
 *
 * <p>Confined to one thread.
 */
final class LinkFilter implements TextFilter {
    private static final String[] STARTS = {"https://", "http://", "www."};
    private static final String PUNCTUATION = ".,;:!?'\"*_~";
    private static final String PATH_STARTS = "/?#:";
    /** Longest run of punctuation that may still be a part of an address. */
    private static final int MAX_PUNCTUATION = 16;

    /** Part of an address at the position. */
    private enum Place {
        OUTSIDE,
        HOST,
        PATH
    }

    private Place place = Place.OUTSIDE;
    /** Brackets of the path that are not closed. */
    private int openBrackets;

    private int before = '\n';

    @Override
    public void filter(CharSequence undecided, boolean all, Decisions decisions) {
        TextWindow window = new TextWindow(undecided, all, decisions, before);
        while (window.has(0) && step(window)) {
            before = window.codePointBefore(0);
        }
    }

    /** Decides about the next characters; returns false if that needs more text. */
    private boolean step(TextWindow window) {
        return place == Place.OUTSIDE ? outside(window) : inside(window);
    }

    private boolean outside(TextWindow window) {
        int to = 0;
        while (window.has(to) && !isStart(window, to)) {
            to++;
        }
        if (to > 0) {
            window.keep(to);
            return true;
        }
        int start = lengthOfStart(window);
        if (start == TextWindow.UNKNOWN) {
            return false;
        }
        if (start == TextWindow.NONE) {
            window.keep(1);
        } else {
            place = Place.HOST;
            openBrackets = 0;
            window.drop(start);
        }
        return true;
    }

    /** Returns whether an address may start at a distance: at the start of a word that has a fitting first letter. */
    private static boolean isStart(TextWindow window, int distance) {
        char first = Character.toLowerCase(window.charAt(distance));
        return (first == 'h' || first == 'w') && !isAsciiWord(window.codePointBefore(distance));
    }

    private static int lengthOfStart(TextWindow window) {
        int result = TextWindow.NONE;
        for (String start : STARTS) {
            int to = 0;
            while (to < start.length()
                    && window.has(to)
                    && Character.toLowerCase(window.charAt(to)) == start.charAt(to)) {
                to++;
            }
            if (to < start.length() && window.isOpen(to)) {
                result = TextWindow.UNKNOWN;
            } else if (to == start.length()) {
                boolean followed = isAsciiWord(window.codePointAt(to));
                return followed ? lengthWithWww(window, to) : window.isOpen(to) ? TextWindow.UNKNOWN : TextWindow.NONE;
            }
        }
        return result;
    }

    /** Returns the length of a scheme, with the {@code www.} behind it. */
    private static int lengthWithWww(TextWindow window, int length) {
        String www = STARTS[STARTS.length - 1];
        for (int i = 0; i < www.length(); i++) {
            if (window.isOpen(length + i)) {
                return TextWindow.UNKNOWN;
            }
            if (Character.toLowerCase(window.charAt(length + i)) != www.charAt(i)) {
                return length;
            }
        }
        return length + www.length();
    }

    private boolean inside(TextWindow window) {
        char next = window.charAt(0);
        if (PUNCTUATION.indexOf(next) >= 0) {
            return punctuation(window);
        }
        if (!isAddress(next)) {
            place = Place.OUTSIDE;
            return true;
        }
        one(window, next);
        return true;
    }

    /** Decides about punctuation by the character behind it. */
    private boolean punctuation(TextWindow window) {
        int to = 0;
        while (to < MAX_PUNCTUATION && window.has(to) && PUNCTUATION.indexOf(window.charAt(to)) >= 0) {
            to++;
        }
        if (to < MAX_PUNCTUATION && window.isOpen(to)) {
            return false;
        }
        if (to == MAX_PUNCTUATION || !window.has(to) || !isAddress(window.charAt(to))) {
            place = Place.OUTSIDE;
            window.keep(to);
            return true;
        }
        one(window, window.charAt(0));
        return true;
    }

    private void one(TextWindow window, char character) {
        if (PATH_STARTS.indexOf(character) >= 0) {
            place = Place.PATH;
        }
        openBrackets += character == '(' ? 1 : character == ')' ? -1 : 0;
        if (place == Place.PATH) {
            window.drop(1);
        } else {
            window.keep(1);
        }
    }

    private boolean isAddress(char character) {
        if (character == ')') {
            return openBrackets > 0;
        }
        String marks = place == Place.HOST ? "/?#:@-." : "/?#:@%&=+$-._~!*'(,;";
        return isAsciiWord(character) || marks.indexOf(character) >= 0;
    }

    private static boolean isAsciiWord(int codePoint) {
        return codePoint < 128 && Character.isLetterOrDigit(codePoint);
    }
}
