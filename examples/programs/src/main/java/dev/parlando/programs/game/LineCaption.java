package dev.parlando.programs.game;

import dev.parlando.transcript.TimedWord;
import org.jspecify.annotations.Nullable;

/**
 * A line of text, divided at the playback position.
 *
 * @param played the text before the current word
 * @param word the word being played; empty before the first and after the last
 * @param upcoming the text after the current word
 */
record LineCaption(String played, String word, String upcoming) {
    static final LineCaption NONE = new LineCaption("", "", "");

    /** Returns the caption of a line while a word of it is played; {@code word} is null before the first. */
    static LineCaption at(String line, @Nullable TimedWord word) {
        if (word == null) {
            return new LineCaption("", "", line);
        }
        int from = Math.min(line.length(), word.textIndex());
        int to = Math.min(line.length(), from + word.text().length());
        return new LineCaption(line.substring(0, from), line.substring(from, to), line.substring(to));
    }

    /** Returns the caption of a line after playback ended; {@code played} is the played start of the line. */
    static LineCaption after(String line, String heard) {
        int to = Math.min(line.length(), heard.length());
        return new LineCaption(line.substring(0, to), "", line.substring(to));
    }
}
