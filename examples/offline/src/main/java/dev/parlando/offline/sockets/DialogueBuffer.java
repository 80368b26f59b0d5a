package dev.parlando.offline.sockets;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of one prosody segment of a dialogue that has not been spoken yet. It becomes due at about 40 characters and 8
 * words. Threading: confined to the event loop.
 */
final class DialogueBuffer {
    private static final int MIN_CHARACTERS = 40;
    private static final int MIN_WORDS = 8;
    private static final Pattern WHOLE_WORD = Pattern.compile("\\S+\\s");

    private final StringBuilder text = new StringBuilder();

    void append(String piece) {
        text.append(piece);
    }

    /** Removes and returns the whole words if they suffice for a generation; null if they do not. */
    @Nullable
    String takeDue() {
        int end = text.length();
        while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        String whole = text.substring(0, end);
        boolean due = whole.codePointCount(0, whole.length()) >= MIN_CHARACTERS
                && WHOLE_WORD.matcher(whole).results().count() >= MIN_WORDS;
        if (!due) {
            return null;
        }
        text.delete(0, end);
        return whole;
    }

    /** Removes and returns all text. */
    String takeAll() {
        String all = text.toString();
        text.setLength(0);
        return all;
    }
}
