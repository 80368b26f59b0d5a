package dev.parlando.text;

/** Treatment of fenced code blocks by {@link TextFilters#markdown(CodeBlocks)}. The fences are always left out. */
public enum CodeBlocks {
    /** The code is left out. */
    DROP,
    /** The code is spoken as it is written. */
    READ
}
