package dev.parlando.text;

/**
 * A rule that decides which characters of a written text are spoken, while the text is still being written.
 *
 * <p>A filter receives all characters without a decision and decides about some of the first ones. It may leave the
 * others undecided until more text follows, such as the start of a link. {@link SpokenText} calls it after each piece of
 * text. The result must not depend on the pieces.
 *
 * <p>One filter serves one text, so it may have state. It runs on the thread of the writer.
 *
 * <pre>{@code
 * TextFilter ampersand = (undecided, all, decisions) -> {
 *     for (int i = 0; i < undecided.length(); i++) {
 *         if (undecided.charAt(i) == '&') {
 *             decisions.replace(1, "and");
 *         } else {
 *             decisions.keep(1);
 *         }
 *     }
 * };
 * }</pre>
 */
@FunctionalInterface
public interface TextFilter {
    /**
     * Decides about the first characters of a text, in order.
     *
     * @param undecided all characters without a decision; it never ends within a surrogate pair
     * @param all whether no character may remain undecided, because the text ends or the writer flushed it. Characters
     *     that are undecided afterwards are spoken as they are.
     * @param decisions receives the decisions
     */
    void filter(CharSequence undecided, boolean all, Decisions decisions);

    /**
     * The receiver of decisions. Each one is about the first characters that have none yet.
     *
     * <p>All methods throw an {@link IllegalArgumentException} if {@code count} is not positive, or is more than the
     * number of undecided characters.
     */
    interface Decisions {
        /** Speaks the next {@code count} characters as they are written. */
        void keep(int count);

        /** Leaves out the next {@code count} characters. */
        void drop(int count);

        /** Speaks another text in place of the next {@code count} characters. An empty text leaves them out. */
        void replace(int count, String spoken);
    }
}
