package dev.parlando.programs.game;

import dev.parlando.transcript.TimedWord;
import org.jspecify.annotations.Nullable;

/**
 * Is a line of text and the place that is being heard.
 *
 * @param played what was heard before
 * @param word the word that is being heard; empty before the first and after the last
 * @param upcoming what is still to come
 */
record LineCaption(String played, String word, String upcoming) {
    static final LineCaption NONE = new LineCaption("", "", "");

    /** Returns the caption of a line while a word of it is heard; null before the first. */
    static LineCaption at(String line, @Nullable TimedWord word) {
        if (word == null) {
            return new LineCaption("", "", line);
        }
        int from = Math.min(line.length(), word.textIndex());
        int to = Math.min(line.length(), from + word.text().length());
        return new LineCaption(line.substring(0, from), line.substring(from, to), line.substring(to));
    }

    /** Returns the caption of a line of which that much was heard, and no more will be. */
    static LineCaption after(String line, String heard) {
        int to = Math.min(line.length(), heard.length());
        return new LineCaption(line.substring(0, to), "", line.substring(to));
    }
}
