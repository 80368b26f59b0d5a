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
    private final List<Span> characters = new ArrayList<>();
    /** A piece may have characters of one text only, as where a number is spoken at length; texts are not mixed. */
    private @Nullable Boolean bySent;

    private int wordsUntil;
    private volatile WordList words = new WordList();

    /** Says until when the text up to a place sounds. */
    private record Span(int toCharacter, double startMillis, double endMillis) {}

    /** Begins with nothing. */
    public Transcript() {}

    /** Adds the next piece. */
    public synchronized void add(SpeechTiming timing) {
        if (bySent == null && (timing.sent() != null || timing.spoken() != null)) {
            bySent = timing.sent() != null;
        }
        Alignment alignment = Boolean.TRUE.equals(bySent) ? timing.sent() : timing.spoken();
        if (alignment != null) {
            for (int i = 0; i < alignment.size(); i++) {
                text.append(alignment.character(i));
                characters.add(new Span(text.length(), alignment.startMillis(i), alignment.endMillis(i)));
            }
            find(false);
        }
    }

    /** Is told that no more will come, which makes the last word whole. */
    public synchronized void complete() {
        find(true);
    }

    /** Returns the words that are whole, in order. */
    public List<TimedWord> words() {
        return words;
    }

    /** Returns the text as far as it was heard at that time: up to the last character that had sounded to its end. */
    public synchronized String textUntil(double millis) {
        int to = 0;
        for (Span character : characters) {
            if (character.endMillis() > millis + ROUNDING_MILLIS) {
                break;
            }
            to = character.toCharacter();
        }
        return text.substring(0, to);
    }

    private void find(boolean all) {
        WordList found = words;
        WordEnds ends = new WordEnds();
        int begin = wordsUntil;
        for (int i = wordsUntil; i < characters.size(); i++) {
            int from = fromCharacter(i);
            if (ends.before(text, from, characters.get(i).toCharacter())) {
                found = withWord(found, begin, i);
                begin = i;
            }
        }
        if (all) {
            found = withWord(found, begin, characters.size());
            begin = characters.size();
        }
        wordsUntil = begin;
        words = found;
    }

    /** Adds the characters as a word, unless they are what separates words. */
    private WordList withWord(WordList found, int from, int to) {
        if (from == to) {
            return found;
        }
        int fromCharacter = fromCharacter(from);
        Span last = characters.get(to - 1);
        String word = text.substring(fromCharacter, last.toCharacter());
        return word.isBlank()
                ? found
                : found.with(
                        new TimedWord(word, fromCharacter, characters.get(from).startMillis(), last.endMillis()));
    }

    private int fromCharacter(int index) {
        return index == 0 ? 0 : characters.get(index - 1).toCharacter();
    }
}
