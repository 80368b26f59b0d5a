package dev.parlando.internal.live.socket;

import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import org.jspecify.annotations.Nullable;

/**
 * The times of the characters of one context, on one timeline. The service counts the times of each generation from 0,
 * and splits its audio differently from its times. The start of a generation is therefore the sum of the lengths before
 * it, not the length of the audio so far.
 *
 * <p>Some models repeat characters: the text of a pass starts again at the first character of its generation. Those
 * characters are dropped, and the pass is aligned with the end of the timeline.
 *
 * <p>Threading: owned by the event loop.
 */
final class SpokenTimeline {
    /** Text before the aligned position that is kept to detect a repetition. */
    private static final int MAX_ALIGNED_CHARS = 4096;

    private final StringBuilder text = new StringBuilder();
    private int aligned;
    private int generationStart;
    private long droppedChars;
    private double endMillis;

    /** Adds text that was sent. */
    void addText(String sent) {
        text.append(sent);
        if (generationStart > MAX_ALIGNED_CHARS) {
            text.delete(0, generationStart);
            droppedChars += generationStart;
            aligned -= generationStart;
            generationStart = 0;
        }
    }

    /** Returns the number of sent characters that have times. */
    long alignedChars() {
        return droppedChars + aligned;
    }

    /** Returns the end of the last character with a time. */
    double endMillis() {
        return endMillis;
    }

    /** Lets the next times begin at a time. */
    void moveTo(double millis) {
        endMillis = millis;
    }

    /** Starts again after a number of characters, at a time. The text after them must be added again. */
    void restart(long chars, double millis) {
        text.setLength(0);
        aligned = 0;
        generationStart = 0;
        droppedChars = chars;
        endMillis = millis;
    }

    /** Adds the times of a generation, or of a pass over it, and returns them on the timeline. */
    SpeechTiming add(SpeechTiming relative) {
        Alignment original = relative.alignment();
        Alignment normalized = relative.normalizedAlignment();
        int repeated = original == null ? 0 : align(original);
        double originalMillis = original == null ? 0 : lengthMillis(original);
        double addedMillis = normalized != null && normalized.size() > 0
                ? lengthMillis(normalized)
                : originalMillis - (repeated == 0 ? 0 : startMillis(original, repeated, originalMillis));
        double start = endMillis;
        endMillis += addedMillis;
        double originalStart = repeated == 0 ? start : endMillis - originalMillis;
        Alignment added = original == null ? null : HeldTimes.range(original, repeated, original.size());
        return new SpeechTiming(
                added == null ? null : added.shifted(originalStart),
                normalized == null ? null : normalized.shifted(start));
    }

    private static double startMillis(@Nullable Alignment alignment, int index, double otherwise) {
        return alignment != null && index < alignment.size() ? alignment.startMillis(index) : otherwise;
    }

    private static double lengthMillis(Alignment alignment) {
        return alignment.size() == 0 ? 0 : alignment.endMillis(alignment.size() - 1);
    }

    /** Advances the aligned position and returns the number of repeated characters at the start. */
    private int align(Alignment alignment) {
        String characters = alignment.text();
        int next = match(characters, aligned);
        if (next >= 0) {
            generationStart = aligned;
            aligned = next;
            return 0;
        }
        int again = match(characters, generationStart);
        if (again < 0 || generationStart == aligned) {
            // The spelling differs from the text, so only its length counts.
            generationStart = aligned;
            aligned = Math.min(text.length(), aligned + characters.length());
            return 0;
        }
        int repeated = repeatedEntries(alignment, inkBetween(generationStart, aligned));
        aligned = Math.max(aligned, again);
        return repeated;
    }

    /** Returns the end of the characters in the text, from a position and without regard to blanks; -1 if they differ. */
    private int match(String characters, int from) {
        int position = from;
        for (int index = 0; index < characters.length(); index++) {
            char character = characters.charAt(index);
            if (Character.isWhitespace(character)) {
                continue;
            }
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
            if (position == text.length() || text.charAt(position) != character) {
                return -1;
            }
            position++;
        }
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private int inkBetween(int from, int to) {
        return ink(text.substring(from, to));
    }

    /** Returns the number of characters that are not blank. */
    private static int ink(String characters) {
        return (int) characters
                .chars()
                .filter(character -> !Character.isWhitespace(character))
                .count();
    }

    private static int repeatedEntries(Alignment alignment, int knownInk) {
        int left = knownInk;
        int index = 0;
        while (index < alignment.size() && left > 0) {
            left -= ink(alignment.character(index++));
        }
        return index;
    }
}
