package dev.parlando.transcript;

import java.util.Arrays;

/**
 * The characters of one response, in order, with times that never decrease.
 *
 * <p>A missing time is that of the previous character. A run of characters at one instant, as the service sends it when
 * its alignment has failed, is spread over the time until the next character. The times of such a run are open until
 * that character, or the end of the response, is added.
 *
 * <p>Confined to one thread.
 */
final class SpokenCharacters {
    /** Longest duration of a character without any time of its own. */
    private static final double INSTANT_MILLIS = 0.5;
    /** Shortest run that is spread. Some characters, such as punctuation, have no duration in a correct alignment. */
    private static final int MIN_RUN = 8;
    /** Shortest run that is spread before the next character is known. It is longer than most tags. */
    private static final int MIN_LONG_RUN = 24;
    /** Longest duration of a character in a run, so that a pause behind the run remains a pause. */
    private static final double MAX_RUN_CHARACTER_MILLIS = 150;

    private static final int FIRST_CAPACITY = 64;

    private final StringBuilder text = new StringBuilder();
    private int size;
    private int[] textEnds = new int[FIRST_CAPACITY];
    private double[] starts = new double[FIRST_CAPACITY];
    private double[] ends = new double[FIRST_CAPACITY];
    /** Number of characters before the open run, or of all characters if no run is open. */
    private int settled;
    /** Latest time of the service, to which {@link #endMillis()} is equal unless the last run was spread. */
    private double latestMillis;

    /** Adds a character. Times that are not finite are treated as missing. */
    void add(String character, double startMillis, double endMillis) {
        if (character.isEmpty()) {
            return;
        }
        double start = atLeast(endMillis(), startMillis);
        double end = atLeast(start, endMillis);
        latestMillis = atLeast(atLeast(latestMillis, startMillis), endMillis);
        boolean inRun = end - (settled < size ? starts[settled] : start) <= INSTANT_MILLIS;
        if (!inRun) {
            spreadRun(start);
            settled = size;
        }
        store(character, start, end);
        if (end - starts[settled] > INSTANT_MILLIS) {
            settled = size;
        }
    }

    private static double atLeast(double minMillis, double millis) {
        return Double.isFinite(millis) ? Math.max(minMillis, millis) : minMillis;
    }

    private void store(String character, double start, double end) {
        if (size == starts.length) {
            textEnds = Arrays.copyOf(textEnds, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        text.append(character);
        textEnds[size] = text.length();
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /**
     * Spreads a long run up to the end of the audio that came with its characters. A short run stays open, because the
     * time of the next character is more exact.
     */
    void settleLongRun(double receivedMillis) {
        if (size - settled >= MIN_LONG_RUN && receivedMillis - starts[settled] > INSTANT_MILLIS) {
            complete(receivedMillis);
        }
    }

    /** Settles all times. A run of the last characters is spread up to {@code lengthMillis}, unless that is before the run. */
    void complete(double lengthMillis) {
        spreadRun(lengthMillis);
        settled = size;
    }

    /** Spreads the open run up to a time, or back to the previous character if there is more room. */
    private void spreadRun(double untilMillis) {
        int count = size - settled;
        if (count < MIN_RUN) {
            return;
        }
        double instant = starts[settled];
        double until = atLeast(instant, untilMillis);
        double from = settled == 0 ? 0 : ends[settled - 1];
        double longest = count * MAX_RUN_CHARACTER_MILLIS;
        if (until - instant >= instant - from) {
            from = instant;
            until = Math.min(until, from + longest);
        } else {
            from = Math.max(from, until - longest);
        }
        double step = (until - from) / count;
        for (int i = 0; i < count; i++) {
            starts[settled + i] = from + i * step;
            ends[settled + i] = i + 1 == count ? until : from + (i + 1) * step;
        }
    }

    /** Returns the text so far, which grows with each character. */
    CharSequence text() {
        return text;
    }

    int size() {
        return size;
    }

    /** Returns the number of characters whose times no longer change. */
    int settled() {
        return settled;
    }

    /** Returns the index in the text at which a character starts. */
    int textStart(int index) {
        return index == 0 ? 0 : textEnds[index - 1];
    }

    int textEnd(int index) {
        return textEnds[index];
    }

    double startMillis(int index) {
        return starts[index];
    }

    double endMillis(int index) {
        return ends[index];
    }

    /** Returns the latest time that the service has sent. */
    double latestMillis() {
        return latestMillis;
    }

    /** Returns the end of the last character. */
    double endMillis() {
        return size == 0 ? 0 : ends[size - 1];
    }
}
