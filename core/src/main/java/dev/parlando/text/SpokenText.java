package dev.parlando.text;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;

/**
 * The spoken form of a text that is still being written, with the map back to the written characters.
 *
 * <p>A filter decides which characters are spoken. So the first spoken characters, such as those that a listener has
 * heard, correspond to an exact prefix of the written text. Each written character is spoken once, as it is or
 * differently, or it is left out, which {@link #runs} reports.
 *
 * <pre>{@code
 * SpokenText text = new SpokenText(TextFilters.markdown());
 * text.append("This is **ve");
 * text.append("ry** good.");
 * text.end();
 * text.takeSpoken();        // "This is very good."
 * text.writtenIndex(12);    // 16, the end of "This is **very**"
 * }</pre>
 *
 * <p>Unpaired surrogates are left out, because the service rejects them. A pair may be split between two pieces. The
 * memory grows with the number of decisions, not with the length of the text.
 *
 * <p>Threading: confined to one thread, or guarded by the caller.
 */
public final class SpokenText {
    /** Stands for an unpaired surrogate within the filters. It is not a character of any text. */
    private static final char UNPAIRED = '\uffff';

    private final FilterStage stage;
    private final TextRuns runs = new TextRuns();
    private final StringBuilder spoken = new StringBuilder();
    /** The first half of a surrogate pair whose second half has not been appended yet; 0 if there is none. */
    private char highSurrogate;

    private boolean ended;

    /** Creates the spoken form of an empty text. The filter must not serve another text. */
    public SpokenText(TextFilter filter) {
        this.stage = new FilterStage(Objects.requireNonNull(filter, "filter"));
    }

    /**
     * Appends written characters.
     *
     * @throws IllegalStateException if the text has ended
     */
    public void append(CharSequence written) {
        Objects.requireNonNull(written, "written");
        checkOpen();
        if (written.isEmpty()) {
            return;
        }
        StringBuilder valid = new StringBuilder(written.length() + 1);
        for (int i = 0; i < written.length(); i++) {
            append(written.charAt(i), valid);
        }
        stage.append(valid);
        stage.run(false, output);
    }

    /** Appends a character to valid text. An unpaired surrogate could otherwise find a half behind omitted characters. */
    private void append(char character, StringBuilder valid) {
        boolean pair = highSurrogate != 0 && Character.isLowSurrogate(character);
        if (highSurrogate != 0) {
            valid.append(pair ? highSurrogate : UNPAIRED);
            highSurrogate = 0;
        }
        if (Character.isHighSurrogate(character)) {
            highSurrogate = character;
        } else {
            valid.append(Character.isLowSurrogate(character) && !pair ? UNPAIRED : character);
        }
    }

    /**
     * Decides about all characters, for a pause of the writer. The first half of a surrogate pair remains undecided.
     *
     * @throws IllegalStateException if the text has ended
     */
    public void flush() {
        checkOpen();
        stage.run(true, output);
    }

    /** Ends the text, which decides about all characters. Further calls have no effect. */
    public void end() {
        if (!ended) {
            ended = true;
            if (highSurrogate != 0) {
                stage.append(String.valueOf(UNPAIRED));
                highSurrogate = 0;
            }
            stage.run(true, output);
        }
    }

    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException("the text has ended; use another SpokenText for another text");
        }
    }

    /** Returns the spoken characters since the last call, which may be none. */
    public String takeSpoken() {
        String taken = spoken.toString();
        spoken.setLength(0);
        return taken;
    }

    /** Returns the number of written characters. */
    public int writtenLength() {
        return runs.writtenLength() + undecidedLength();
    }

    /** Returns the number of written characters that wait for a decision of the filter. */
    public int undecidedLength() {
        return stage.undecided() + (highSurrogate == 0 ? 0 : 1);
    }

    /** Returns the number of spoken characters, including those that were taken. */
    public int spokenLength() {
        return runs.spokenLength();
    }

    /**
     * Returns the number of written characters that correspond to the first {@code spokenIndex} spoken ones.
     *
     * <p>Characters that are spoken differently count only with all of their spoken form. Characters that are left out
     * belong to the spoken character before them, unless that is white space. At the end of the text, all characters
     * count.
     *
     * @throws IndexOutOfBoundsException if {@code spokenIndex} is negative or above {@link #spokenLength()}
     */
    public int writtenIndex(int spokenIndex) {
        Objects.checkIndex(spokenIndex, spokenLength() + 1);
        boolean whole = ended && spokenIndex == spokenLength();
        return whole ? writtenLength() : runs.writtenIndex(spokenIndex);
    }

    /** Returns a view of the decisions so far, in order. Adjacent ones of the same kind are one run. */
    public List<TextRun> runs() {
        return new AbstractList<>() {
            @Override
            public TextRun get(int index) {
                return runs.run(Objects.checkIndex(index, size()));
            }

            @Override
            public int size() {
                return runs.size();
            }
        };
    }

    private final FilterStage.Output output = new FilterStage.Output() {
        @Override
        public void kept(CharSequence text, int from, int to) {
            int start = from;
            for (int i = from; i < to; i++) {
                if (text.charAt(i) == UNPAIRED) {
                    keep(text, start, i);
                    runs.replaced(1, "");
                    start = i + 1;
                }
            }
            keep(text, start, to);
        }

        private void keep(CharSequence text, int from, int to) {
            if (from < to) {
                runs.kept(text, from, to);
                spoken.append(text, from, to);
            }
        }

        @Override
        public void replaced(CharSequence text, int from, int to, String words) {
            runs.replaced(to - from, words);
            spoken.append(words);
        }
    };
}
