package dev.parlando.text;

import java.util.ArrayDeque;

/**
 * Two filters in a row: the second one filters the text that the first one speaks.
 *
 * <p>The decisions of both are combined. If they overlap, as when the second filter splits a replacement of the first
 * one, the characters of both are replaced together.
 *
 * <p>Confined to one thread.
 */
final class FilterChain implements TextFilter {
    private final FilterStage first;
    private final FilterStage second;
    /** Decisions of the first filter about characters that the second one has not decided about. */
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    /** Number of undecided characters that the first filter has received. */
    private int received;

    /** Written characters of an incomplete replacement, and their spoken form so far. */
    private int openWritten;

    private final StringBuilder openSpoken = new StringBuilder();

    FilterChain(TextFilter first, TextFilter second) {
        this.first = new FilterStage(first);
        this.second = new FilterStage(second);
    }

    /** A decision of the first filter; {@code between} is the number of characters that the second one receives. */
    private static final class Part {
        private final boolean kept;
        private int written;
        private int between;

        Part(int written, int between, boolean kept) {
            this.written = written;
            this.between = between;
            this.kept = kept;
        }
    }

    @Override
    public void filter(CharSequence undecided, boolean all, Decisions decisions) {
        first.append(undecided.subSequence(received, undecided.length()));
        received = undecided.length();
        first.run(all, new Between());
        second.run(all, new Combined(decisions));
        dropUnspoken(decisions);
    }

    /** Leaves out the next characters that the second filter never receives. */
    private void dropUnspoken(Decisions decisions) {
        while (openWritten == 0 && !parts.isEmpty() && parts.peek().between == 0) {
            emit(decisions, parts.remove().written, "");
        }
    }

    private void emit(Decisions decisions, int written, String spoken) {
        received -= written;
        decisions.replace(written, spoken);
    }

    /** Receives the decisions of the first filter. */
    private final class Between implements FilterStage.Output {
        @Override
        public void kept(CharSequence text, int from, int to) {
            Part last = parts.peekLast();
            if (last != null && last.kept) {
                last.written += to - from;
                last.between += to - from;
            } else {
                parts.add(new Part(to - from, to - from, true));
            }
            second.append(text.subSequence(from, to));
        }

        @Override
        public void replaced(CharSequence text, int from, int to, String spoken) {
            parts.add(new Part(to - from, spoken.length(), false));
            second.append(spoken);
        }
    }

    /** Receives the decisions of the second filter and combines them with those of the first. */
    private final class Combined implements FilterStage.Output {
        private final Decisions decisions;

        Combined(Decisions decisions) {
            this.decisions = decisions;
        }

        @Override
        public void kept(CharSequence text, int from, int to) {
            int at = from;
            while (at < to) {
                dropUnspoken(decisions);
                Part part = parts.element();
                int count = Math.min(part.between, to - at);
                if (part.kept) {
                    received -= count;
                    decisions.keep(count);
                    consume(part, count);
                } else {
                    openSpoken.append(text, at, at + count);
                    consumeReplaced(part, count);
                    closeIfComplete();
                }
                at += count;
            }
        }

        @Override
        public void replaced(CharSequence text, int from, int to, String spoken) {
            dropUnspoken(decisions);
            openSpoken.append(spoken);
            int rest = to - from;
            while (rest > 0) {
                Part part = parts.element();
                int count = Math.min(part.between, rest);
                if (part.kept) {
                    openWritten += count;
                    consume(part, count);
                } else {
                    consumeReplaced(part, count);
                }
                rest -= count;
            }
            closeIfComplete();
        }

        private void consume(Part part, int count) {
            part.written -= count;
            part.between -= count;
            if (part.between == 0) {
                parts.remove();
            }
        }

        /** Consumes characters of a replacement, whose written characters count from its start on. */
        private void consumeReplaced(Part part, int count) {
            openWritten += part.written;
            part.written = 0;
            consumeBetween(part, count);
        }

        private void consumeBetween(Part part, int count) {
            part.between -= count;
            if (part.between == 0) {
                parts.remove();
            }
        }

        /** Emits the open replacement unless a part of it is still to come. */
        private void closeIfComplete() {
            Part next = parts.peek();
            boolean partial = next != null && !next.kept && next.written == 0;
            if (!partial && openWritten > 0) {
                String spoken = openSpoken.toString();
                openSpoken.setLength(0);
                int written = openWritten;
                openWritten = 0;
                emit(decisions, written, spoken);
            }
        }
    }
}
