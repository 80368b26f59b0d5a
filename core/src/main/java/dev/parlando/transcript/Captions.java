package dev.parlando.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * Captions of at most two lines, made from timed words.
 *
 * <p>Each caption is displayed long enough to be read. It ends with a sentence if the sentence is long enough, and it
 * disappears during a pause.
 *
 * <p>Source: Netflix, "Timed Text Style Guide: General Requirements" (42 characters in a line, two lines, 5/6 s to
 * 7 s). Source: BBC, "Subtitle Guidelines" (breaks at the ends of sentences, in step with the speech).
 *
 * <p>Stateless.
 */
public final class Captions {
    private static final long MIN_MILLIS = 1000;
    private static final long MAX_MILLIS = 6000;
    /** Shortest pause that ends a caption. */
    private static final long PAUSE_MILLIS = 1500;

    private Captions() {}

    /** Returns captions for words in the order in which they are spoken; no caption overlaps the next. */
    public static List<Caption> of(List<TimedWord> words) {
        List<Caption> captions = new ArrayList<>();
        long free = 0;
        int from = 0;
        while (from < words.size()) {
            int to = endOfCaption(words, from);
            long start = Math.max(free, millis(words.get(from).startMillis()));
            long limit = to < words.size() ? millis(words.get(to).startMillis()) : Long.MAX_VALUE;
            long wanted = Math.max(millis(words.get(to - 1).endMillis()), start + MIN_MILLIS);
            free = Math.max(start + 1, Math.min(limit, wanted));
            captions.add(new Caption(start, free, CaptionLineBreaker.wrap(words.subList(from, to))));
            from = to;
        }
        return List.copyOf(captions);
    }

    /** Returns the index after the last word of the caption that starts with the word at {@code from}. */
    private static int endOfCaption(List<TimedWord> words, int from) {
        double start = words.get(from).startMillis();
        int to = from + 1;
        while (to < words.size()) {
            TimedWord last = words.get(to - 1);
            TimedWord next = words.get(to);
            boolean complete = CaptionLineBreaker.endsSentence(last.text()) && next.startMillis() - start >= MIN_MILLIS;
            boolean pause = next.startMillis() - last.endMillis() >= PAUSE_MILLIS;
            boolean full =
                    next.endMillis() - start > MAX_MILLIS || !CaptionLineBreaker.fits(words.subList(from, to + 1));
            if (complete || pause || full) {
                break;
            }
            to++;
        }
        return to;
    }

    private static long millis(double millis) {
        return Math.max(0, Math.round(millis));
    }
}
