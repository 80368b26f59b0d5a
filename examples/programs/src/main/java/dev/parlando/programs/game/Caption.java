package dev.parlando.programs.game;

import dev.parlando.transcript.TimedWord;
import org.jspecify.annotations.Nullable;

/**
 * Is a line of text and the place that is being heard.
 *
 * @param heard what was heard before
 * @param word the word that is being heard; empty before the first and after the last
 * @param coming what is still to come
 */
record Caption(String heard, String word, String coming) {
    static final Caption NONE = new Caption("", "", "");

    /** Returns the caption of a line while a word of it is heard; null before the first. */
    static Caption at(String line, @Nullable TimedWord word) {
        if (word == null) {
            return new Caption("", "", line);
        }
        int from = Math.min(line.length(), word.fromCharacter());
        int to = Math.min(line.length(), from + word.text().length());
        return new Caption(line.substring(0, from), line.substring(from, to), line.substring(to));
    }

    /** Returns the caption of a line of which that much was heard, and no more will be. */
    static Caption after(String line, String heard) {
        int to = Math.min(line.length(), heard.length());
        return new Caption(line.substring(0, to), "", line.substring(to));
    }
}
