package dev.parlando.benchmarks.endtoend.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.BitSet;
import java.util.Locale;

/** The sentence break iterator of ICU4J, with the suppressions of a language. */
final class IcuDetector implements SentenceDetector {
    private final BreakIterator sentences;

    IcuDetector(Locale language) {
        ULocale locale = ULocale.forLocale(language);
        sentences = FilteredBreakIteratorBuilder.getInstance(locale)
                .wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
    }

    @Override
    public String name() {
        return "ICU4J";
    }

    @Override
    public BitSet boundaries(String text) {
        BitSet boundaries = new BitSet();
        sentences.setText(text);
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            boundaries.set(afterBlanks(text, end));
        }
        boundaries.clear(text.length());
        return boundaries;
    }

    /** Moves a boundary between two line breaks to the next sentence, as the other detectors report it. */
    private static int afterBlanks(String text, int position) {
        int next = position;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }
}
