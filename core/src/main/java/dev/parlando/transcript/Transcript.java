package dev.parlando.transcript;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words of one response with their times, collected piece by piece. A word may start in one piece and end in another.
 *
 * <p>The words are those of the text as it was sent or, if the first piece has no times for it, of the text as it is
 * spoken. White space separates words. In scripts that are written without spaces, each character is a word.
 * Punctuation belongs to the adjacent word.
 *
 * <p>Threading: one thread adds pieces; any thread may read.
 */
public final class Transcript {
    /** Tolerance for the rounding errors of times, which are sums of fractions of a second. */
    private static final double ROUNDING_MILLIS = 1e-6;

    private final StringBuilder text = new StringBuilder();
    private final List<CharacterSpan> characters = new ArrayList<>();
    /**
     * Whether the text as sent is used; null until the first piece with times. The two texts are not mixed, because a
     * piece may have characters of one text only, such as a part of a number that is spelled out.
     */
    private @Nullable Boolean usesAlignment;

    private int nextWordStart;
    private volatile AppendOnlyWordList words = new AppendOnlyWordList();

    /** Time span of the character that ends before the index {@code textEnd} of the text. */
    private record CharacterSpan(int textEnd, double startMillis, double endMillis) {}

    /** Creates an empty transcript. */
    public Transcript() {}

    /** Adds the next piece. */
    public synchronized void add(SpeechTiming timing) {
        if (usesAlignment == null && (timing.alignment() != null || timing.normalizedAlignment() != null)) {
            usesAlignment = timing.alignment() != null;
        }
        Alignment alignment = Boolean.TRUE.equals(usesAlignment) ? timing.alignment() : timing.normalizedAlignment();
        if (alignment != null) {
            for (int i = 0; i < alignment.size(); i++) {
                text.append(alignment.character(i));
                characters.add(new CharacterSpan(text.length(), alignment.startMillis(i), alignment.endMillis(i)));
            }
            findWords(false);
        }
    }

    /** Marks the end of the response, which completes the last word. */
    public synchronized void complete() {
        findWords(true);
    }

    /** Returns the complete words, in order. */
    public List<TimedWord> words() {
        return words;
    }

    /** Returns the text up to the last character that has ended by the given time, in milliseconds. */
    public synchronized String textUntil(double millis) {
        int to = 0;
        for (CharacterSpan character : characters) {
            if (character.endMillis() > millis + ROUNDING_MILLIS) {
                break;
            }
            to = character.textEnd();
        }
        return text.substring(0, to);
    }

    private void findWords(boolean all) {
        AppendOnlyWordList found = words;
        WordBoundaries ends = new WordBoundaries();
        int wordStart = nextWordStart;
        for (int i = nextWordStart; i < characters.size(); i++) {
            int from = textIndex(i);
            if (ends.isBoundaryBefore(text, from, characters.get(i).textEnd())) {
                found = withWord(found, wordStart, i);
                wordStart = i;
            }
        }
        if (all) {
            found = withWord(found, wordStart, characters.size());
            wordStart = characters.size();
        }
        nextWordStart = wordStart;
        words = found;
    }

    /** Returns the list with the characters added as a word, unless they are white space. */
    private AppendOnlyWordList withWord(AppendOnlyWordList found, int from, int to) {
        if (from == to) {
            return found;
        }
        int textIndex = textIndex(from);
        CharacterSpan last = characters.get(to - 1);
        String word = text.substring(textIndex, last.textEnd());
        return word.isBlank()
                ? found
                : found.append(
                        new TimedWord(word, textIndex, characters.get(from).startMillis(), last.endMillis()));
    }

    private int textIndex(int index) {
        return index == 0 ? 0 : characters.get(index - 1).textEnd();
    }
}
