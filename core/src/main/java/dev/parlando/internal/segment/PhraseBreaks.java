package dev.parlando.internal.segment;

import java.text.BreakIterator;
import java.util.Locale;

/** The boundaries between words of scripts without blanks, such as Thai, from the dictionaries of the JDK. */
final class PhraseBreaks {
    private static final Locale THAI = Locale.forLanguageTag("th");

    private PhraseBreaks() {}

    /** Returns the boundary before the last two words, which may be parts of a longer word; 0 if there is none. */
    static int lastBoundary(String text) {
        BreakIterator words = BreakIterator.getWordInstance(THAI);
        words.setText(text);
        words.last();
        words.previous();
        int boundary = words.previous();
        while (boundary > 0
                && !CharacterRules.isGraphemeBoundary(text.codePointBefore(boundary), text.codePointAt(boundary))) {
            boundary = words.previous();
        }
        return Math.max(0, boundary);
    }
}
