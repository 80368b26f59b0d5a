package dev.parlando.transcript;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
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

    @GuardedBy("this")
    private final StringBuilder text = new StringBuilder();

    @GuardedBy("this")
    private final List<CharacterSpan> characters = new ArrayList<>();

    /**
     * Whether the text as sent is used; null until the first piece with times. The two texts are not mixed, because a
     * piece may have characters of one text only, such as a part of a number that is spelled out.
     */
    @GuardedBy("this")
    private @Nullable Boolean usesAlignment;

    @GuardedBy("this")
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

    @GuardedBy("this")
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
    @GuardedBy("this")
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

    @GuardedBy("this")
    private int textIndex(int index) {
        return index == 0 ? 0 : characters.get(index - 1).textEnd();
    }

    /**
     * Immutable list of words. Lists share one array, so that adding words one by one is cheap.
     *
     * <p>Threading: any thread may read a list that was safely published. One thread creates longer lists, each from the
     * longest list so far.
     */
    private static final class AppendOnlyWordList extends AbstractList<TimedWord> implements RandomAccess {
        private static final int FIRST_CAPACITY = 16;

        private final TimedWord[] words;
        private final int size;

        /** Creates an empty list. */
        AppendOnlyWordList() {
            this(new TimedWord[FIRST_CAPACITY], 0);
        }

        private AppendOnlyWordList(TimedWord[] words, int size) {
            this.words = words;
            this.size = size;
        }

        /** Returns a list with one more word, stored at an index that no shorter list reads. */
        AppendOnlyWordList append(TimedWord word) {
            TimedWord[] longer = size < words.length ? words : Arrays.copyOf(words, 2 * size);
            longer[size] = word;
            return new AppendOnlyWordList(longer, size + 1);
        }

        @Override
        public TimedWord get(int index) {
            return words[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
