package dev.parlando.text;

import java.util.Arrays;

/**
 * The map between a written text and its spoken form. Its size depends on the number of decisions, not on the number of
 * characters.
 *
 * <p>Characters that are left out belong to the spoken character before them, unless that is white space. So a closing
 * mark belongs to the text within the marks, and an opening one does, too.
 *
 * <p>Confined to one thread.
 */
final class TextRuns {
    /** Effect of the characters of a run. */
    private enum Kind {
        KEPT,
        REPLACED,
        /** Left out, together with the spoken character before. */
        CLOSING,
        /** Left out, together with the spoken character that follows. */
        OPENING
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int FIRST_CAPACITY = 8;

    private int size;
    private int[] writtenEnds = new int[FIRST_CAPACITY];
    private int[] spokenEnds = new int[FIRST_CAPACITY];
    private byte[] kinds = new byte[FIRST_CAPACITY];
    /** Whether characters that are left out next would follow white space, or nothing. */
    private boolean afterBlank = true;

    /** Adds characters that are spoken as they are written. */
    void kept(CharSequence text, int from, int to) {
        afterBlank = Character.isWhitespace(text.charAt(to - 1));
        add(Kind.KEPT, to - from, to - from);
    }

    /** Adds characters that are spoken differently, or not at all. */
    void replaced(int count, String spoken) {
        if (spoken.isEmpty()) {
            add(afterBlank ? Kind.OPENING : Kind.CLOSING, count, 0);
        } else {
            afterBlank = Character.isWhitespace(spoken.charAt(spoken.length() - 1));
            add(Kind.REPLACED, count, spoken.length());
        }
    }

    private void add(Kind kind, int written, int spoken) {
        boolean longer = size > 0 && kind != Kind.REPLACED && kinds[size - 1] == kind.ordinal();
        int writtenEnd = writtenLength() + written;
        int spokenEnd = spokenLength() + spoken;
        if (!longer) {
            grow();
            size++;
        }
        writtenEnds[size - 1] = writtenEnd;
        spokenEnds[size - 1] = spokenEnd;
        kinds[size - 1] = (byte) kind.ordinal();
    }

    private void grow() {
        if (size == kinds.length) {
            writtenEnds = Arrays.copyOf(writtenEnds, 2 * size);
            spokenEnds = Arrays.copyOf(spokenEnds, 2 * size);
            kinds = Arrays.copyOf(kinds, 2 * size);
        }
    }

    /** Returns the number of written characters with a decision. */
    int writtenLength() {
        return size == 0 ? 0 : writtenEnds[size - 1];
    }

    int spokenLength() {
        return size == 0 ? 0 : spokenEnds[size - 1];
    }

    /**
     * Returns the number of written characters that correspond to the first {@code spokenIndex} spoken ones. Characters
     * that are spoken differently count only if all of their spoken form is included.
     */
    int writtenIndex(int spokenIndex) {
        int run = firstEndingAfter(spokenIndex);
        int written = writtenStart(run);
        if (run < size && kinds[run] == Kind.KEPT.ordinal()) {
            written += spokenIndex - spokenStart(run);
        }
        // The marks behind the last spoken character follow the runs that end before it.
        while (written == writtenStart(run) && run > 0 && kinds[run - 1] == Kind.OPENING.ordinal()) {
            run--;
            written = writtenStart(run);
        }
        return written;
    }

    /** Returns the index of the first run that ends after a spoken character; the number of runs if there is none. */
    private int firstEndingAfter(int spokenIndex) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spokenEnds[middle] > spokenIndex) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int writtenStart(int run) {
        return run == 0 ? 0 : writtenEnds[run - 1];
    }

    private int spokenStart(int run) {
        return run == 0 ? 0 : spokenEnds[run - 1];
    }

    int size() {
        return size;
    }

    TextRun run(int index) {
        int written = writtenStart(index);
        int spoken = spokenStart(index);
        return new TextRun(
                written,
                writtenEnds[index] - written,
                spoken,
                spokenEnds[index] - spoken,
                KINDS[kinds[index]] == Kind.KEPT);
    }
}
