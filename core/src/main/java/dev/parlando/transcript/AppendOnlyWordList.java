package dev.parlando.transcript;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Immutable list of words. Lists share one array, so that adding words one by one is cheap.
 *
 * <p>Threading: any thread may read a list that was safely published. One thread creates longer lists, each from the
 * longest list so far.
 */
final class AppendOnlyWordList extends AbstractList<TimedWord> implements RandomAccess {
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
