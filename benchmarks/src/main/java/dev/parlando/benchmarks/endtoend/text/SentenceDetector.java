package dev.parlando.benchmarks.endtoend.text;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A divider of a complete text into sentences. */
interface SentenceDetector {
    /** Returns the name for the table. */
    String name();

    /** Returns the positions between sentences, each after the blanks that precede the next sentence. */
    BitSet boundaries(String text);

    /**
     * Divides a text that arrives character by character: a sentence ends when the detector reports a boundary in the
     * text since the last one.
     *
     * @return the position of each boundary, with the number of characters after it that had arrived
     */
    default Map<Integer, Integer> stream(String text) {
        Map<Integer, Integer> cuts = new HashMap<>();
        int start = 0;
        for (int end = 1; end <= text.length(); end++) {
            int boundary = boundaries(text.substring(start, end)).nextSetBit(1);
            if (boundary > 0) {
                start += boundary;
                cuts.put(start, end - start);
            }
        }
        return cuts;
    }
}
