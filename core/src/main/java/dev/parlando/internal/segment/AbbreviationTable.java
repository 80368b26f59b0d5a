package dev.parlando.internal.segment;

import java.util.Map;

/** A set of abbreviations that is searched without allocation. Immutable. */
final class AbbreviationTable {
    private final String[] words;
    private final AbbreviationKind[] kinds;
    private final int maxLength;

    AbbreviationTable(Map<String, AbbreviationKind> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size())) << 2;
        words = new String[capacity];
        kinds = new AbbreviationKind[capacity];
        maxLength = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
        entries.forEach(this::put);
    }

    private void put(String word, AbbreviationKind kind) {
        int slot = word.hashCode() & words.length - 1;
        while (words[slot] != null) {
            slot = slot + 1 & words.length - 1;
        }
        words[slot] = word;
        kinds[slot] = kind;
    }

    /** Returns the kind of a range of the buffer. */
    AbbreviationKind find(SegmentBuffer buffer, long from, long to) {
        if (from < 0 || to - from > maxLength) {
            return AbbreviationKind.NONE;
        }
        int hash = 0;
        for (long i = from; i < to; i++) {
            hash = 31 * hash + buffer.charAt(i);
        }
        for (int slot = hash & words.length - 1; words[slot] != null; slot = slot + 1 & words.length - 1) {
            if (equal(words[slot], buffer, from, to)) {
                return kinds[slot];
            }
        }
        return AbbreviationKind.NONE;
    }

    private static boolean equal(String word, SegmentBuffer buffer, long from, long to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != buffer.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }
}
