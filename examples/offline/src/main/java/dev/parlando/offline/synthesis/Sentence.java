package dev.parlando.offline.synthesis;

import java.util.Arrays;

/**
 * A piece of text that is synthesised as a whole, in a form that the synthesiser can read. Maps each of its characters
 * to a code point of the original text. Immutable.
 */
public final class Sentence {
    /** The sentence without words that stands for a text in which nothing can be spoken. */
    public static final Sentence EMPTY = new Sentence("", new int[0], Integer.MAX_VALUE);

    private final String text;
    private final int[] sourceIndexes;
    private final int endSourceIndex;

    /**
     * Creates a sentence.
     *
     * @param text the text to speak
     * @param sourceIndexes the index of the original code point for each character, in non-decreasing order
     * @param endSourceIndex index of the original code point at which the next sentence begins; beyond the end of the text
     *     for the last sentence
     */
    public Sentence(String text, int[] sourceIndexes, int endSourceIndex) {
        this.text = text;
        this.sourceIndexes = sourceIndexes.clone();
        this.endSourceIndex = endSourceIndex;
    }

    /** Returns a part of the sentence without surrounding blanks. */
    public Sentence part(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return new Sentence(text.substring(start, end), Arrays.copyOfRange(sourceIndexes, start, end), endSourceIndex);
    }

    /** Returns a copy that ends where the next sentence begins, at the original code point {@code sourceIndex}. */
    public Sentence endingAt(int endIndex) {
        return new Sentence(text, sourceIndexes, endIndex);
    }

    /** Returns the text to speak. */
    public String text() {
        return text;
    }

    /** Returns the index of the original code point of a character. */
    public int sourceIndex(int index) {
        return sourceIndexes[index];
    }

    int endSourceIndex() {
        return endSourceIndex;
    }

    boolean isLast() {
        return endSourceIndex == Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return text;
    }
}
