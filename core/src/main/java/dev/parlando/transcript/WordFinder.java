package dev.parlando.transcript;

import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A finder of the words in a growing sequence of characters. Tags are not words and not parts of words.
 *
 * <p>Confined to one thread.
 */
final class WordFinder {
    private final SpokenCharacters characters;
    private final Markup markup;
    private final Consumer<TimedWord> words;
    /** Characters of tags that were found within or around words. */
    private final BitSet tagCharacters = new BitSet();

    private int wordStart;
    /** Index of the character after the last tag that separates words; -1 if there was none. */
    private int afterTag = -1;

    /** Creates a finder that passes each complete word to {@code words}. */
    WordFinder(SpokenCharacters characters, Markup markup, Consumer<TimedWord> words) {
        this.characters = characters;
        this.markup = markup;
        this.words = words;
    }

    /**
     * Finds the words that end in the settled characters.
     *
     * @param all whether no character will follow, so that the last word is complete
     */
    void find(boolean all) {
        CharSequence text = characters.text();
        int to = characters.settled();
        WordBoundaries boundaries = new WordBoundaries();
        int i = wordStart;
        while (i < to) {
            Markup.Tag tag = markup.tagAt(text, characters.textStart(i));
            int next = tag.end() == 0 ? i + 1 : indexAfter(i, tag.end());
            if (next > to || (tag.incomplete() && !all)) {
                return;
            }
            if (tag.separatesWords()) {
                endWord(i, next);
                afterTag = next;
                boundaries = new WordBoundaries();
            } else if (tag.end() > 0) {
                tagCharacters.set(i, next);
            } else if (boundaries.isBoundaryBefore(text, characters.textStart(i), characters.textEnd(i))) {
                endWord(i, i);
            }
            i = next;
        }
        if (all) {
            endWord(to, to);
        }
    }

    /** Returns the index of the first character that starts at or after an index of the text. */
    private int indexAfter(int index, int textIndex) {
        int next = index + 1;
        while (next < characters.size() && characters.textStart(next) < textIndex) {
            next++;
        }
        return next;
    }

    /**
     * Ends the current word before the character at {@code to}, and starts the next word at {@code nextStart}, after a
     * tag. Punctuation that is only adjacent to a tag is not a word.
     */
    private void endWord(int to, int nextStart) {
        TimedWord word = word(wordStart, to);
        boolean besideTag = wordStart == afterTag || to < nextStart;
        if (word != null && !(besideTag && isPunctuation(word.text()))) {
            words.accept(word);
        }
        wordStart = nextStart;
    }

    /** Returns the word of a range of characters; null if the range has white space and tags only. */
    private @Nullable TimedWord word(int from, int to) {
        int first = tagCharacters.nextClearBit(from);
        StringBuilder word = new StringBuilder();
        int last = first;
        for (int i = first; i < to; i = tagCharacters.nextClearBit(i + 1)) {
            word.append(characters.text(), characters.textStart(i), characters.textEnd(i));
            last = i;
        }
        String text = word.toString();
        return text.isBlank()
                ? null
                : new TimedWord(
                        text, characters.textStart(first), characters.startMillis(first), characters.endMillis(last));
    }

    private static boolean isPunctuation(String word) {
        return word.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
