package dev.parlando.transcript;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Captions of at most two lines, made from timed words.
 *
 * <p>Each caption is displayed for at least a second. It ends with a sentence if the sentence is long enough, and it
 * disappears during a pause. If the times of the words are too close to be right, captions are displayed for a second
 * per line, and later captions are delayed.
 *
 * <p>Source: Netflix, "Timed Text Style Guide: General Requirements" (42 characters in a line, two lines, 5/6 s to
 * 7 s). Source: BBC, "Subtitle Guidelines" (breaks at the ends of sentences, in step with the speech).
 *
 * <p>Stateless.
 */
public final class Captions {
    private static final long MIN_MILLIS = 1000;
    private static final long MAX_MILLIS = 6000;
    /** Latest time of a caption, so that a wrong time of a word does not overflow: 1,000 hours. */
    private static final long LATEST_MILLIS = 3_600_000_000L;
    /** Shortest pause that ends a caption. */
    private static final long PAUSE_MILLIS = 1500;
    /** Maximum width of a line, in columns; a wide character, such as a Chinese one, occupies two. */
    private static final int MAX_COLUMNS = 42;

    private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?…。！？؟।][\\p{Pe}\\p{Pf}\"']*", Pattern.DOTALL);

    private Captions() {}

    /** Returns captions for words in the order in which they are spoken; no caption overlaps the next. */
    public static List<Caption> of(List<TimedWord> words) {
        List<Caption> captions = new ArrayList<>();
        long free = 0;
        int from = 0;
        while (from < words.size()) {
            long start = Math.max(free, millis(words.get(from).startMillis()));
            int to = endOfCaption(words, from, start);
            long limit = to < words.size() ? millis(words.get(to).startMillis()) : Long.MAX_VALUE;
            long spoken = millis(words.get(to - 1).endMillis());
            String text = wrap(words.subList(from, to));
            boolean tooClose = spoken - millis(words.get(from).startMillis()) < MIN_MILLIS;
            long minMillis = tooClose ? MIN_MILLIS * text.lines().count() : MIN_MILLIS;
            free = Math.max(start + minMillis, Math.min(limit, spoken));
            captions.add(new Caption(start, free, text));
            from = to;
        }
        return List.copyOf(captions);
    }

    /**
     * Returns the index after the last word of the caption that starts with the word at {@code from} and appears at
     * {@code start}.
     */
    private static int endOfCaption(List<TimedWord> words, int from, long start) {
        int to = from + 1;
        while (to < words.size()) {
            TimedWord last = words.get(to - 1);
            TimedWord next = words.get(to);
            boolean readable = next.startMillis() - start >= MIN_MILLIS;
            boolean complete = endsSentence(last.text()) || next.endMillis() - start > MAX_MILLIS;
            boolean pause = next.startMillis() - last.endMillis() >= PAUSE_MILLIS;
            if ((readable && (complete || pause)) || !fits(words.subList(from, to + 1))) {
                break;
            }
            to++;
        }
        return to;
    }

    private static long millis(double millis) {
        return Math.max(0, Math.min(LATEST_MILLIS, Math.round(millis)));
    }

    private static boolean endsSentence(String word) {
        return SENTENCE_END.matcher(word).matches();
    }

    /** Returns whether the words fit on two lines. */
    private static boolean fits(List<TimedWord> words) {
        return columns(text(words)) <= MAX_COLUMNS || secondLineStart(words) > 0;
    }

    /** Returns the words on one or two lines; a single word that is too long is not broken. */
    private static String wrap(List<TimedWord> words) {
        int second = columns(text(words)) <= MAX_COLUMNS ? 0 : secondLineStart(words);
        return second == 0
                ? text(words)
                : text(words.subList(0, second)) + "\n" + text(words.subList(second, words.size()));
    }

    /**
     * Returns the index of the first word on the second line, or 0 if the words do not fit on two lines. The longer
     * line is made as short as possible.
     */
    private static int secondLineStart(List<TimedWord> words) {
        int best = 0;
        int bestColumns = MAX_COLUMNS + 1;
        for (int second = 1; second < words.size(); second++) {
            int columns = Math.max(
                    columns(text(words.subList(0, second))), columns(text(words.subList(second, words.size()))));
            if (columns < bestColumns) {
                best = second;
                bestColumns = columns;
            }
        }
        return best;
    }

    /** Returns the words, separated by a space where the text has any characters between them. */
    private static String text(List<TimedWord> words) {
        StringBuilder line = new StringBuilder();
        int end = -1;
        for (TimedWord word : words) {
            if (end >= 0 && word.textIndex() != end) {
                line.append(' ');
            }
            line.append(word.text());
            end = word.textIndex() + word.text().length();
        }
        return line.toString();
    }

    private static int columns(String text) {
        return text.codePoints().map(sign -> isWide(sign) ? 2 : 1).sum();
    }

    private static boolean isWide(int sign) {
        UnicodeScript script = UnicodeScript.of(sign);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HANGUL;
    }
}
