package dev.parlando.timing;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is known about when the words of one answer sound, piece by piece: a word may begin in one and end in
 * another.
 *
 * <p>It goes by the text as it was sent or, where the service says nothing of that, as it is spoken. Words are what
 * white space separates; of scripts that are written without any, each character is one.
 *
 * <p>Threading: one thread adds, any may read.
 */
public final class Transcript {
    /** Times are sums of fractions of a second. */
    private static final double ROUNDING_MILLIS = 1e-6;

    private final StringBuilder text = new StringBuilder();
    private final List<Span> characters = new ArrayList<>();
    private int wordsUntil;
    private volatile List<TimedWord> words = List.of();

    /** Says until when the text up to a place sounds. */
    private record Span(int toCharacter, double startMillis, double endMillis) {}

    /** Begins with nothing. */
    public Transcript() {}

    /** Adds the next piece. */
    public synchronized void add(SpeechTiming timing) {
        Alignment alignment = timing.sent() != null ? timing.sent() : timing.spoken();
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
        List<TimedWord> found = new ArrayList<>(words);
        int begin = wordsUntil;
        for (int i = wordsUntil; i < characters.size(); i++) {
            if (!isWithinWord(i)) {
                addWord(found, begin, i);
                begin = i + 1;
            } else if (standsAlone(i)) {
                addWord(found, begin, i);
                addWord(found, i, i + 1);
                begin = i + 1;
            }
        }
        if (all) {
            addWord(found, begin, characters.size());
            begin = characters.size();
        }
        wordsUntil = begin;
        words = List.copyOf(found);
    }

    private void addWord(List<TimedWord> found, int from, int to) {
        if (from < to) {
            int fromCharacter = fromCharacter(from);
            Span last = characters.get(to - 1);
            found.add(new TimedWord(
                    text.substring(fromCharacter, last.toCharacter()),
                    fromCharacter,
                    characters.get(from).startMillis(),
                    last.endMillis()));
        }
    }

    private int fromCharacter(int index) {
        return index == 0 ? 0 : characters.get(index - 1).toCharacter();
    }

    private boolean isWithinWord(int index) {
        return !text.substring(fromCharacter(index), characters.get(index).toCharacter())
                .isBlank();
    }

    private boolean standsAlone(int index) {
        int from = fromCharacter(index);
        return from < characters.get(index).toCharacter() && isUnspaced(text.codePointAt(from));
    }

    private static boolean isUnspaced(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.THAI
                || script == Character.UnicodeScript.LAO
                || script == Character.UnicodeScript.KHMER
                || script == Character.UnicodeScript.MYANMAR;
    }
}
