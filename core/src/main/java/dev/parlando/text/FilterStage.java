package dev.parlando.text;

import java.util.Objects;

/**
 * A filter with the characters that it has not decided about.
 *
 * <p>Confined to one thread.
 */
final class FilterStage {
    /** Number of undecided characters at which a filter must decide, so that it cannot hold a text for ever. */
    private static final int MAX_UNDECIDED = 4096;

    private final TextFilter filter;
    private final StringBuilder undecided = new StringBuilder();

    FilterStage(TextFilter filter) {
        this.filter = filter;
    }

    /** Adds written characters, which must not end within a surrogate pair. */
    void append(CharSequence written) {
        undecided.append(written);
    }

    int undecided() {
        return undecided.length();
    }

    /** Runs the filter and passes on its decisions, with the characters that they are about. */
    void run(boolean all, Output output) {
        if (!undecided.isEmpty()) {
            decide(all, output);
        }
        if (undecided.length() > MAX_UNDECIDED) {
            decide(true, output);
        }
    }

    private void decide(boolean all, Output output) {
        CheckedDecisions decisions = new CheckedDecisions(output);
        filter.filter(undecided, all, decisions);
        int rest = undecided.length() - decisions.decided;
        if (all && rest > 0) {
            decisions.keep(rest);
        }
        undecided.delete(0, decisions.decided);
    }

    /** The receiver of decisions and their characters. */
    interface Output {
        /** Called for characters that are spoken as they are written. */
        void kept(CharSequence text, int from, int to);

        /** Called for characters that are spoken differently, or not at all if {@code spoken} is empty. */
        void replaced(CharSequence text, int from, int to, String spoken);
    }

    /** The decisions of one run, each of which is checked. */
    private final class CheckedDecisions implements TextFilter.Decisions {
        private final Output output;
        private int decided;

        CheckedDecisions(Output output) {
            this.output = output;
        }

        @Override
        public void keep(int count) {
            int from = take(count);
            output.kept(undecided, from, decided);
        }

        @Override
        public void drop(int count) {
            replace(count, "");
        }

        @Override
        public void replace(int count, String spoken) {
            Objects.requireNonNull(spoken, "spoken");
            int from = take(count);
            output.replaced(undecided, from, decided, spoken);
        }

        private int take(int count) {
            if (count < 1 || count > undecided.length() - decided) {
                throw new IllegalArgumentException("text filter decided about " + count + " characters, but "
                        + (undecided.length() - decided) + " are undecided");
            }
            int from = decided;
            decided += count;
            return from;
        }
    }
}
