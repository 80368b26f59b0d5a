package dev.parlando.text;

import org.jspecify.annotations.Nullable;

/**
 * The correspondence between the text that was sent to the service and the text that the service aligned. Both grow.
 *
 * <p>The second text may have numbers spelled out, other white space and other case. Where the texts differ, the next
 * place with equal characters is searched. The more characters are skipped, the longer the equal part must be.
 *
 * <p>Confined to one thread.
 */
final class TextAlignment {
    /** Longest difference in the text that was sent, such as a segment without any times. */
    private static final int MAX_SENT = 1000;
    /** Longest difference in the aligned text. */
    private static final int MAX_ALIGNED = 300;
    /** Number of characters that correspond without any equal part, as in a transliteration. */
    private static final int STEP = 64;

    private static final int MIN_EQUAL = 4;
    private static final int MAX_EQUAL = 24;
    private static final int SENT_PER_EQUAL = 3;
    private static final int ALIGNED_PER_EQUAL = 8;
    /** Number of corresponding characters that are kept until they are removed together. */
    private static final int MAX_MATCHED = 4096;

    /** The end of the text that was sent. Characters with a correspondence are removed from time to time. */
    private final StringBuilder sent = new StringBuilder();
    /** The end of the aligned text, in the same way. */
    private final StringBuilder aligned = new StringBuilder();

    private final TextRuns runs = new TextRuns();
    private int removedSent;
    private int removedAligned;

    /** A number of characters that differ in both texts. */
    private record Gap(int sent, int aligned) {}

    void appendSent(CharSequence text) {
        sent.append(text);
    }

    /** Appends text that was aligned. The sent text that it belongs to must have been appended before. */
    void appendAligned(CharSequence text) {
        aligned.append(text);
        match(false);
        removeMatched();
    }

    private void removeMatched() {
        int matched = runs.writtenLength() - removedSent;
        if (matched > MAX_MATCHED) {
            sent.delete(0, matched);
            removedSent += matched;
            int spoken = runs.spokenLength() - removedAligned;
            aligned.delete(0, spoken);
            removedAligned += spoken;
        }
    }

    /** Relates all remaining characters to one another, since no more are aligned. */
    void complete() {
        match(true);
        add(new Gap(sentLength() - runs.writtenLength(), alignedLength() - runs.spokenLength()));
    }

    /** Returns the number of sent characters that correspond to the first {@code count} aligned ones. */
    int sentCharacters(int count) {
        return runs.writtenIndex(Math.min(count, runs.spokenLength()));
    }

    /**
     * Returns the number of sent characters up to the end of the aligned text. If the last characters differ, such as a
     * number before the mark at the end of a sentence, they end with the first such mark before a blank.
     */
    int endOfAligned() {
        int matched = runs.writtenLength();
        int last = aligned.length() - 1;
        while (last >= 0 && Character.isWhitespace(aligned.charAt(last))) {
            last--;
        }
        if (removedAligned + last < runs.spokenLength() || Character.isLetterOrDigit(aligned.charAt(last))) {
            return matched;
        }
        int to = Math.min(sent.length(), matched - removedSent + MAX_SENT);
        for (int index = matched - removedSent; index < to; index++) {
            boolean wordEnd = index + 1 == sent.length() || Character.isWhitespace(sent.charAt(index + 1));
            if (wordEnd && sent.charAt(index) == aligned.charAt(last)) {
                return removedSent + index + 1 + blanksFrom(sent, index + 1);
            }
        }
        return matched;
    }

    /** Returns whether the sent characters from a position on have neither a letter nor a digit. */
    boolean hasNoWordFrom(int position) {
        return sent.substring(position - removedSent).codePoints().noneMatch(Character::isLetterOrDigit);
    }

    int sentLength() {
        return removedSent + sent.length();
    }

    int alignedLength() {
        return removedAligned + aligned.length();
    }

    private void match(boolean all) {
        Gap gap = new Gap(0, 0);
        while (gap != null) {
            add(gap);
            int from = runs.writtenLength();
            int equal = equalLength(from, runs.spokenLength(), Integer.MAX_VALUE);
            if (equal > 0) {
                runs.kept(sent, from - removedSent, from - removedSent + equal);
            }
            gap = nextGap(all);
        }
    }

    private void add(Gap gap) {
        int from = runs.spokenLength() - removedAligned;
        if (gap.sent > 0 || gap.aligned > 0) {
            runs.replaced(gap.sent, aligned.substring(from, from + gap.aligned));
        }
    }

    /** Returns the difference at the current place; null if more text is needed, or none is left. */
    private @Nullable Gap nextGap(boolean all) {
        int restSent = sentLength() - runs.writtenLength();
        int restAligned = alignedLength() - runs.spokenLength();
        if (restSent == 0 || restAligned == 0) {
            return null;
        }
        Gap blanks = blankGap();
        if (blanks != null) {
            return blanks;
        }
        int longest = Math.min(MAX_SENT, restSent - 1) + Math.min(MAX_ALIGNED, restAligned - 1);
        for (int skipped = 1; skipped <= longest; skipped++) {
            int from = Math.max(0, skipped - Math.min(MAX_SENT, restSent - 1));
            int to = Math.min(skipped, Math.min(MAX_ALIGNED, restAligned - 1));
            for (int other = from; other <= to; other++) {
                Gap gap = new Gap(skipped - other, other);
                int equal = equalAfter(gap);
                if (equal >= requiredEqual(gap)) {
                    return gap;
                }
                boolean atEnd = equal > 0 && gap.aligned + equal == restAligned;
                if (atEnd && !all) {
                    return null;
                } else if (atEnd && gap.sent + equal == restSent) {
                    return gap;
                }
            }
        }
        boolean longDifference = restSent >= STEP && restAligned > MAX_ALIGNED;
        return longDifference ? new Gap(STEP, STEP) : null;
    }

    /** Returns the white space that only one of the texts has before equal characters; null if they differ otherwise. */
    private @Nullable Gap blankGap() {
        Gap blanks = new Gap(
                blanksFrom(sent, runs.writtenLength() - removedSent),
                blanksFrom(aligned, runs.spokenLength() - removedAligned));
        return blanks.sent + blanks.aligned > 0 && equalAfter(blanks) > 0 ? blanks : null;
    }

    private static int blanksFrom(CharSequence text, int from) {
        int to = from;
        while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return to - from;
    }

    /** Returns the length of an equal part that is no coincidence. Sent text without times is rare. */
    private static int requiredEqual(Gap gap) {
        return Math.min(MAX_EQUAL, MIN_EQUAL + gap.sent / SENT_PER_EQUAL + gap.aligned / ALIGNED_PER_EQUAL);
    }

    private int equalAfter(Gap gap) {
        return equalLength(runs.writtenLength() + gap.sent, runs.spokenLength() + gap.aligned, MAX_EQUAL);
    }

    private int equalLength(int sentPosition, int alignedPosition, int limit) {
        int fromSent = sentPosition - removedSent;
        int fromAligned = alignedPosition - removedAligned;
        int longest = Math.min(limit, Math.min(sent.length() - fromSent, aligned.length() - fromAligned));
        int equal = 0;
        while (equal < longest && isSame(sent.charAt(fromSent + equal), aligned.charAt(fromAligned + equal))) {
            equal++;
        }
        return equal;
    }

    private static boolean isSame(char first, char second) {
        return first == second
                || Character.toLowerCase(first) == Character.toLowerCase(second)
                || (Character.isWhitespace(first) && Character.isWhitespace(second));
    }
}
