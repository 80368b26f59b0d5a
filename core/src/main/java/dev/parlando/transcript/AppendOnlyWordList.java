package dev.parlando.transcript;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Is a list of words that never changes; a longer one shares its memory, so that adding words one by one stays cheap.
 *
 * <p>Threading: any thread may read, if it got the list safely. One thread makes longer ones, each from the longest.
 */
final class AppendOnlyWordList extends AbstractList<TimedWord> implements RandomAccess {
    private static final int FIRST_CAPACITY = 16;

    private final TimedWord[] words;
    private final int size;

    /** Begins with no words. */
    AppendOnlyWordList() {
        this(new TimedWord[FIRST_CAPACITY], 0);
    }

    private AppendOnlyWordList(TimedWord[] words, int size) {
        this.words = words;
        this.size = size;
    }

    /** Returns a list with one word more, which stands where no shorter list looks. */
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
