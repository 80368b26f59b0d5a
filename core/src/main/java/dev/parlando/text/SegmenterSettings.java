package dev.parlando.text;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Segmenter}. Immutable; start with {@link #DEFAULT} and call the {@code with} methods, which
 * reject a value outside its range with an {@link IllegalArgumentException}.
 */
public final class SegmenterSettings {
    private static final int MAX_CHARACTERS = 100_000;

    /**
     * Accepts any language, and ends the first segment early. Segments have at least 20 and at most 800 characters. An
     * open quotation, bracket or emphasis holds a cut for at most 200 characters.
     */
    public static final SegmenterSettings DEFAULT = new SegmenterSettings(null, FirstSegment.EAGER, 20, 800, 200);

    private final @Nullable Locale language;
    private final FirstSegment firstSegment;
    private final int minSpokenLength;
    private final int maxCharacters;
    private final int maxUnclosedCharacters;

    private SegmenterSettings(
            @Nullable Locale language,
            FirstSegment firstSegment,
            int minSpokenLength,
            int maxCharacters,
            int maxUnclosedCharacters) {
        this.language = language;
        this.firstSegment = firstSegment;
        this.minSpokenLength = minSpokenLength;
        this.maxCharacters = maxCharacters;
        this.maxUnclosedCharacters = maxUnclosedCharacters;
    }

    /** Returns the language of the text, which selects the abbreviations; null if it is not set. */
    public @Nullable Locale language() {
        return language;
    }

    /**
     * Returns a copy for a text in {@code language}; null for any language. Without a language, the abbreviations of
     * all languages apply, except those that are words of another language.
     */
    public SegmenterSettings withLanguage(@Nullable Locale language) {
        return new SegmenterSettings(language, firstSegment, minSpokenLength, maxCharacters, maxUnclosedCharacters);
    }

    /** Returns the rule for the end of the first segment. */
    public FirstSegment firstSegment() {
        return firstSegment;
    }

    /** Returns a copy with another rule for the end of the first segment. */
    public SegmenterSettings withFirstSegment(FirstSegment rule) {
        Objects.requireNonNull(rule, "rule");
        return new SegmenterSettings(language, rule, minSpokenLength, maxCharacters, maxUnclosedCharacters);
    }

    /** Returns the spoken length below which a segment is joined with the next one, except the first segment. */
    public int minSpokenLength() {
        return minSpokenLength;
    }

    /**
     * Returns a copy with another minimum of spoken length, from 0 to 1,000. A letter or digit counts as one, a
     * character of Chinese, Japanese or Korean as three, and marks as zero.
     */
    public SegmenterSettings withMinSpokenLength(int length) {
        requireRange("minSpokenLength", length, 0, 1_000);
        return new SegmenterSettings(language, firstSegment, length, maxCharacters, maxUnclosedCharacters);
    }

    /** Returns the number of code points at which a segment is cut without the end of a sentence. */
    public int maxCharacters() {
        return maxCharacters;
    }

    /**
     * Returns a copy with another maximum of code points in a segment, from 40 to 100,000. A longer sentence is cut
     * after its last clause, else between words, else between graphemes.
     */
    public SegmenterSettings withMaxCharacters(int count) {
        requireRange("maxCharacters", count, 40, MAX_CHARACTERS);
        return new SegmenterSettings(language, firstSegment, minSpokenLength, count, maxUnclosedCharacters);
    }

    /** Returns the number of code points for which an open quotation, bracket, tag or emphasis holds a cut. */
    public int maxUnclosedCharacters() {
        return maxUnclosedCharacters;
    }

    /** Returns a copy with another maximum of code points within an open quotation or the like, 0 to 100,000. */
    public SegmenterSettings withMaxUnclosedCharacters(int count) {
        requireRange("maxUnclosedCharacters", count, 0, MAX_CHARACTERS);
        return new SegmenterSettings(language, firstSegment, minSpokenLength, maxCharacters, count);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SegmenterSettings settings
                && Objects.equals(language, settings.language)
                && firstSegment == settings.firstSegment
                && minSpokenLength == settings.minSpokenLength
                && maxCharacters == settings.maxCharacters
                && maxUnclosedCharacters == settings.maxUnclosedCharacters;
    }

    @Override
    public int hashCode() {
        return Objects.hash(language, firstSegment, minSpokenLength, maxCharacters, maxUnclosedCharacters);
    }

    @Override
    public String toString() {
        return "language " + language + ", first segment " + firstSegment + ", at least " + minSpokenLength
                + ", at most " + maxCharacters + ", unclosed " + maxUnclosedCharacters;
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
        }
    }
}
