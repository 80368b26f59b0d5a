package dev.parlando.transcript;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is known about when the words of one answer sound, piece by piece: a word may begin in one and end in
 * another.
 *
 * <p>It goes by the text as it was sent or, where the service says nothing of that, as it is spoken: the first piece
 * decides. Words are what white space separates; of scripts that are written without any, each character is one.
 * Punctuation belongs to the word that it touches.
 *
 * <p>Threading: one thread adds, any may read.
 */
public final class Transcript {
    /** Times are sums of fractions of a second. */
    private static final double ROUNDING_MILLIS = 1e-6;

    private final StringBuilder text = new StringBuilder();
    private final List<CharacterSpan> characters = new ArrayList<>();
    /** A piece may have characters of one text only, as where a number is spoken at length; texts are not mixed. */
    private @Nullable Boolean usesAlignment;

    private int nextWordStart;
    private volatile AppendOnlyWordList words = new AppendOnlyWordList();

    /** Says until when the text up to a place sounds. */
    private record CharacterSpan(int textEnd, double startMillis, double endMillis) {}

    /** Begins with nothing. */
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

    /** Is told that no more will come, which makes the last word whole. */
    public synchronized void complete() {
        findWords(true);
    }

    /** Returns the words that are whole, in order. */
    public List<TimedWord> words() {
        return words;
    }

    /** Returns the text as far as it was heard at that time: up to the last character that had sounded to its end. */
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

    /** Adds the characters as a word, unless they are what separates words. */
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
