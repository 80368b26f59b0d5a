package dev.parlando.text;

import java.util.Objects;

/**
 * The filters of the library. Each call returns a new filter, for one text. Stateless.
 *
 * <p>A filter waits for more text only if the decision depends on it, and only for a bounded number of characters.
 */
public final class TextFilters {
    private TextFilters() {}

    /** Returns a filter that keeps all characters. */
    public static TextFilter none() {
        return (undecided, all, decisions) -> {
            if (!undecided.isEmpty()) {
                decisions.keep(undecided.length());
            }
        };
    }

    /**
     * Returns the default filter for the text of a language model: {@link #markup}, {@link #links} and {@link #symbols},
     * without the code of fenced blocks.
     */
    public static TextFilter markdown() {
        return markdown(CodeBlocks.DROP);
    }

    /** Returns {@link #markup}, {@link #links} and {@link #symbols} in a row. */
    public static TextFilter markdown(CodeBlocks codeBlocks) {
        return chain(markup(codeBlocks), links(), symbols());
    }

    /**
     * Returns a filter that leaves out the marks of Markdown.
     *
     * <p>It leaves out marks of headings, lists, quotes, emphasis and inline code, code fences, divider lines, struck
     * text and link definitions. Links and images are spoken as their text. The cells of a table row are separated by
     * commas. An escaped mark is spoken.
     *
     * <p>Arithmetic, identifiers such as {@code snake_case} and {@code __init__}, SSML tags, and audio tags such as
     * {@code [whispers]} remain. So does a mark without a partner, unless the paragraph goes on for 80 characters.
     *
     * <p>Source: CommonMark 0.31 and GitHub Flavored Markdown 0.29, except that emphasis by single marks starts and ends
     * at word boundaries.
     */
    public static TextFilter markup(CodeBlocks codeBlocks) {
        return new MarkdownFilter(Objects.requireNonNull(codeBlocks, "codeBlocks"));
    }

    /**
     * Returns a filter that speaks a web address as its host. {@code https://www.example.com/a?b=1} becomes
     * {@code example.com}.
     */
    public static TextFilter links() {
        return new LinkFilter();
    }

    /** Returns a filter that leaves out emoji, box drawing and block elements. */
    public static TextFilter symbols() {
        return new SymbolFilter();
    }

    /** Returns a filter that applies filters in a row: each one receives the text that the one before speaks. */
    public static TextFilter chain(TextFilter first, TextFilter... others) {
        TextFilter chain = Objects.requireNonNull(first, "first");
        for (TextFilter other : others) {
            chain = new FilterChain(chain, Objects.requireNonNull(other, "others"));
        }
        return chain;
    }
}
