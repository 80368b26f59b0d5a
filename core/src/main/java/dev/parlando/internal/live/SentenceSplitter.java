package dev.parlando.internal.live;

import org.jspecify.annotations.Nullable;

/**
 * A splitter of a growing text into sentences. A sentence ends with its mark and the white space after it, once the next
 * character is known.
 *
 * <p>Threading: guarded by its owner.
 */
final class SentenceSplitter {
    private final StringBuilder buffered = new StringBuilder();
    private int dueCharacters;

    void append(CharSequence text) {
        buffered.append(text);
    }

    /** Makes all buffered characters due, although their sentence may continue. */
    void flush() {
        dueCharacters = buffered.length();
    }

    int bufferedCharacters() {
        return buffered.length();
    }

    /** Returns the next sentence; null if none is complete. */
    @Nullable
    String poll() {
        int end = sentenceEnd();
        if (end == 0) {
            end = dueCharacters;
        }
        if (end == 0) {
            return null;
        }
        String sentence = buffered.substring(0, end);
        buffered.delete(0, end);
        dueCharacters = Math.max(0, dueCharacters - end);
        return sentence;
    }

    private int sentenceEnd() {
        for (int i = 0; i + 1 < buffered.length(); i++) {
            if (isMark(buffered.charAt(i)) && Character.isWhitespace(buffered.charAt(i + 1))) {
                int end = skipBlanks(i + 1);
                if (end < buffered.length()) {
                    return end;
                }
            }
        }
        return 0;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < buffered.length() && Character.isWhitespace(buffered.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isMark(char character) {
        return ".!?".indexOf(character) >= 0;
    }
}
