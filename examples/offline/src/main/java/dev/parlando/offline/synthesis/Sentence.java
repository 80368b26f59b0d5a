package dev.parlando.offline.synthesis;

import java.util.Arrays;

/**
 * Is a piece of text that is spoken in one go, written so that the synthesiser can read it, and knows what each of its
 * characters stands for in the text that was sent. Immutable.
 */
public final class Sentence {
    /** Has no words, and is all of a text in which nothing can be spoken. */
    public static final Sentence EMPTY = new Sentence("", new int[0], Integer.MAX_VALUE);

    private final String text;
    private final int[] sourceIndexes;
    private final int endSourceIndex;

    /**
     * Describes a sentence.
     *
     * @param text what to speak
     * @param sourceIndexes of which code point of the original each character is made; never less than the one before
     * @param endSourceIndex the code point of the original at which the next sentence begins; more than there are for the
     *     last one
     */
    public Sentence(String text, int[] sourceIndexes, int endSourceIndex) {
        this.text = text;
        this.sourceIndexes = sourceIndexes.clone();
        this.endSourceIndex = endSourceIndex;
    }

    /** Returns a part of it, without blanks around it. */
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

    /** Returns the same sentence before another that begins at a code point of the original. */
    public Sentence endingAt(int endIndex) {
        return new Sentence(text, sourceIndexes, endIndex);
    }

    /** Returns what to speak. */
    public String text() {
        return text;
    }

    /** Returns of which code point of the original a character is made. */
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
